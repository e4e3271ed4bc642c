package io.mudlark.flow.flink;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.flow.application.TlsFacet;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The binary form of what a flow record knows of its application: one octet when nothing. */
final class ApplicationFacetCodec {
  private static final int NONE = 0;
  private static final int TLS = 1;
  private static final int MQTT = 2;
  private static final int COAP = 3;
  private static final int OPC_UA = 4;

  private static final int METERED = 1;
  private static final int MID_STREAM = 2;
  private static final int RETAIN = 1;
  private static final int DUPLICATE = 2;

  private final RecentTexts texts;

  ApplicationFacetCodec(RecentTexts texts) {
    this.texts = texts;
  }

  void write(@Nullable ApplicationFacet facet, DataOutputView out) throws IOException {
    if (facet == null) {
      out.writeByte(NONE);
    } else if (facet instanceof MqttFacet mqtt) {
      out.writeByte(MQTT);
      write(mqtt, out);
    } else if (facet instanceof CoapFacet coap) {
      out.writeByte(COAP);
      write(coap, out);
    } else if (facet instanceof OpcUaFacet opcUa) {
      out.writeByte(OPC_UA);
      write(opcUa, out);
    } else if (facet instanceof TlsFacet tls) {
      out.writeByte(TLS);
      out.writeShort(tls.version());
      Wire.writeText(out, tls.serverName());
      Wire.writeText(out, tls.alpn());
    }
  }

  @Nullable ApplicationFacet read(DataInputView in) throws IOException {
    int kind = in.readUnsignedByte();
    switch (kind) {
      case NONE:
        return null;
      case TLS:
        return new TlsFacet(in.readUnsignedShort(), texts.read(in), texts.read(in));
      case MQTT:
        return readMqtt(in);
      case COAP:
        return readCoap(in);
      case OPC_UA:
        return readOpcUa(in);
      default:
        throw new IOException("no application facet has the number " + kind);
    }
  }

  private static void write(MqttFacet mqtt, DataOutputView out) throws IOException {
    write(mqtt.exchange(), out);
    MqttControl control = mqtt.control();
    out.writeByte(control.protocolLevel());
    out.writeByte(control.type());
    out.writeByte(control.qos());
    out.writeShort(control.packetId());
    out.writeByte((control.retain() ? RETAIN : 0) | (control.duplicate() ? DUPLICATE : 0));
    out.writeShort(control.reasonCode());
    Wire.writeText(out, mqtt.topic());
    Wire.writeText(out, mqtt.correlation());
    Wire.writeVar(out, mqtt.payloadOctets());
    Wire.writeText(out, mqtt.sourceClient());
    Wire.writeText(out, mqtt.destinationClient());
  }

  private MqttFacet readMqtt(DataInputView in) throws IOException {
    ExchangeFacts exchange = readExchange(in);
    int level = in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int qos = in.readUnsignedByte();
    int packetId = in.readUnsignedShort();
    int flags = in.readByte();
    MqttControl control =
        new MqttControl(
            level,
            type,
            qos,
            packetId,
            (flags & RETAIN) != 0,
            (flags & DUPLICATE) != 0,
            in.readShort());
    return new MqttFacet(
        exchange,
        control,
        texts.read(in),
        Wire.readText(in),
        Wire.readVar(in),
        texts.read(in),
        texts.read(in));
  }

  private static void write(CoapFacet coap, DataOutputView out) throws IOException {
    write(coap.exchange(), out);
    out.writeByte(coap.type());
    out.writeByte(coap.method());
    out.writeByte(coap.response());
    out.writeShort(coap.messageId());
    Wire.writeText(out, coap.token());
    Wire.writeText(out, coap.path());
    Wire.writeVar(out, coap.payloadOctets());
    Wire.writeVar(out, coap.notifications());
    Wire.writeVar(out, coap.blocks());
  }

  private CoapFacet readCoap(DataInputView in) throws IOException {
    return new CoapFacet(
        readExchange(in),
        in.readUnsignedByte(),
        in.readUnsignedByte(),
        in.readUnsignedByte(),
        in.readUnsignedShort(),
        Wire.readText(in),
        texts.read(in),
        Wire.readVar(in),
        Wire.readVarInt(in),
        Wire.readVarInt(in));
  }

  private static void write(OpcUaFacet opcUa, DataOutputView out) throws IOException {
    write(opcUa.exchange(), out);
    Wire.writeText(out, opcUa.messageType());
    Wire.writeVar(out, opcUa.secureChannelId());
    Wire.writeVar(out, opcUa.requestId());
    Wire.writeText(out, opcUa.service());
    out.writeLong(opcUa.statusCode());
    Wire.writeText(out, opcUa.securityPolicy());
    Wire.writeTexts(out, opcUa.nodeIds());
  }

  private OpcUaFacet readOpcUa(DataInputView in) throws IOException {
    return new OpcUaFacet(
        readExchange(in),
        texts.read(in),
        Wire.readVar(in),
        Wire.readVar(in),
        texts.read(in),
        in.readLong(),
        texts.read(in),
        Wire.readTexts(in));
  }

  private static void write(ExchangeFacts facts, DataOutputView out) throws IOException {
    out.writeByte(facts.end().code());
    out.writeByte((facts.metered() ? METERED : 0) | (facts.midStream() ? MID_STREAM : 0));
    Wire.writeVar(out, facts.roundTripNanos() + 1);
  }

  private static ExchangeFacts readExchange(DataInputView in) throws IOException {
    ExchangeEnd end = ExchangeEnd.of(in.readUnsignedByte());
    int flags = in.readByte();
    return new ExchangeFacts(
        end, (flags & METERED) != 0, (flags & MID_STREAM) != 0, Wire.readVar(in) - 1);
  }
}
