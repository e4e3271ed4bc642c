package io.mudlark.jobs.document;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.flow.application.TlsFacet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The members that tell what a flow's packets said above the transport layer. */
final class ApplicationJson {
  private ApplicationJson() {}

  /** The protocol, how an exchange ended, and what names it in its protocol. */
  static void members(JsonText out, ApplicationFacet facet) {
    out.text("protocol", facet.protocol());
    if (facet instanceof ApplicationFacet.Exchange exchange) {
      out.word("end", exchange.exchange().end());
    }
    if (facet instanceof MqttFacet mqtt) {
      mqtt(out, mqtt);
    } else if (facet instanceof CoapFacet coap) {
      out.text("method", code(coap.method()));
      out.text("response", coap.response() == 0 ? null : code(coap.response()));
      out.text("path", some(coap.path()));
    } else if (facet instanceof OpcUaFacet opcUa) {
      out.text("messageType", opcUa.messageType()).text("service", some(opcUa.service()));
      if (opcUa.statusCode() >= 0) {
        out.number("statusCode", opcUa.statusCode());
      }
      out.texts("nodeIds", opcUa.nodeIds());
    } else if (facet instanceof TlsFacet tls) {
      out.text("version", String.format(Locale.ROOT, "0x%04x", tls.version()));
      out.text("serverName", some(tls.serverName())).text("alpn", some(tls.alpn()));
    }
  }

  private static void mqtt(JsonText out, MqttFacet mqtt) {
    MqttControl control = mqtt.control();
    out.number("controlType", control.type()).number("qos", control.qos());
    boolean answered = control.reasonCode() != MqttControl.NO_REASON;
    out.number("reasonCode", answered ? control.reasonCode() : null);
    out.text("topic", some(mqtt.topic())).text("correlation", some(mqtt.correlation()));
    out.text("sourceClient", some(mqtt.sourceClient()));
    out.text("destinationClient", some(mqtt.destinationClient()));
  }

  /** A CoAP code as RFC 7252 writes it: class, dot, two digits. */
  private static String code(int code) {
    return String.format(Locale.ROOT, "%d.%02d", code >>> 5, code & 31);
  }

  private static @Nullable String some(String text) {
    return text.isEmpty() ? null : text;
  }
}
