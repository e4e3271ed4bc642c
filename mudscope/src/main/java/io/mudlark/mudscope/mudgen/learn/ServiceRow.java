package io.mudlark.mudscope.mudgen.learn;

import static io.mudlark.mudscope.mudgen.RuleRow.ANY;

import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.mudscope.mudgen.RuleRow;

/** One direction of a service as a rule of the CSV, with MUDgee's priorities. */
final class ServiceRow {
  private static final int ECHO = 8;
  private static final int ECHO_V6 = 128;

  private ServiceRow() {}

  /** What the device sends. */
  static RuleRow sent(Service service) {
    boolean icmp = service.isIcmp();
    int type = icmpType(service, service.byDevice());
    String port = port(service);
    String far = far(service.peer());
    return new RuleRow(
        RuleRow.DEVICE,
        farMac(service.peer()),
        etherType(service),
        ANY,
        far,
        Integer.toString(service.protocol()),
        service.byDevice() ? ANY : port,
        service.byDevice() ? port : ANY,
        Integer.toString(priority(service, true)),
        icmp ? Integer.toString(type) : ANY,
        icmp ? Integer.toString(service.port() & 0xFF) : ANY);
  }

  /** What the device receives. */
  static RuleRow received(Service service) {
    int type = icmpType(service, !service.byDevice());
    return sent(service)
        .reversed(
            Integer.toString(priority(service, false)),
            service.isIcmp() ? Integer.toString(type) : ANY);
  }

  /** The type of the service's first message, or of what answers it. */
  static int icmpType(Service service, boolean first) {
    int type = service.port() >>> 8;
    if (first || !service.isIcmp()) {
      return type;
    }
    if (service.version() == 4) {
      return type == ECHO ? 0 : type;
    }
    boolean asks = type == ECHO_V6 || type == 133 || type == 135;
    return asks ? type + 1 : type;
  }

  private static String port(Service service) {
    return IpProtocol.hasPorts(service.protocol()) ? Integer.toString(service.port()) : ANY;
  }

  private static String etherType(Service service) {
    return service.version() == 4 ? "0x0800" : "0x86dd";
  }

  private static String far(Peer peer) {
    return peer.kind() == Peer.Kind.CONTROLLER ? ANY : peer.text();
  }

  private static String farMac(Peer peer) {
    if (peer.isBehindGateway()) {
      return RuleRow.GATEWAY;
    }
    boolean broadcast = peer.text().equals("255.255.255.255");
    return broadcast ? MacAddress.BROADCAST.toString() : ANY;
  }

  private static int priority(Service service, boolean sent) {
    boolean tcp = service.protocol() == IpProtocol.TCP;
    if (service.peer().kind() == Peer.Kind.GROUP) {
      return 1300;
    }
    if (service.peer().kind() == Peer.Kind.LOCAL) {
      boolean opened = tcp && !service.byDevice() && !sent;
      return !tcp ? 610 : opened ? 655 : 650;
    }
    if (service.isIcmp()) {
      return 1001;
    }
    int base = sent ? 800 : 700;
    return base + (!tcp ? 10 : sent == service.byDevice() ? 55 : 50);
  }
}
