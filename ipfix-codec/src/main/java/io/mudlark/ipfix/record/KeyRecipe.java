package io.mudlark.ipfix.record;

import static io.mudlark.ipfix.record.FlowSlot.*;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;

/** Makes the key of a flow of the numbers of a record. */
final class KeyRecipe {
  private KeyRecipe() {}

  static FlowKey key(FlowRecipe recipe, long[] values) {
    boolean v6 = isV6(recipe, values);
    int protocol = (int) recipe.value(PROTOCOL, values) & 0xFF;
    int destinationPort = (int) values[recipe.destinationPort] & 0xFFFF;
    if (protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6) {
      destinationPort = icmp(recipe, values, v6, destinationPort);
    }
    int vlan = (int) values[recipe.vlan] & 0xFFF;
    return new FlowKey(
        vlan == 0 ? FlowKey.NO_VLAN : vlan,
        address(v6 ? SOURCE_IPV6 : SOURCE_IPV4, v6, values),
        address(v6 ? DESTINATION_IPV6 : DESTINATION_IPV4, v6, values),
        protocol,
        (int) values[recipe.sourcePort] & 0xFFFF,
        destinationPort);
  }

  /** A template with room for both families fills one: as ipVersion says, or the one not zero. */
  private static boolean isV6(FlowRecipe recipe, long[] values) {
    if (!recipe.has(SOURCE_IPV6) || !recipe.has(DESTINATION_IPV6)) {
      return false;
    }
    if (!recipe.has(SOURCE_IPV4) || !recipe.has(DESTINATION_IPV4)) {
      return true;
    }
    return recipe.has(IP_VERSION)
        ? values[IP_VERSION.place()] == 6
        : (values[SOURCE_IPV4.place()] | values[DESTINATION_IPV4.place()]) == 0;
  }

  private static IpAddress address(FlowSlot slot, boolean v6, long[] values) {
    int place = slot.place();
    return v6
        ? IpAddress.v6(values[place], values[FlowRecipe.low(place)])
        : IpAddress.v4((int) values[place]);
  }

  /** Type * 256 + code by the elements for it, else the destination port, as NetFlow v5 has it. */
  private static int icmp(FlowRecipe recipe, long[] values, boolean v6, int destinationPort) {
    FlowSlot both = v6 ? ICMP_TYPE_CODE_V6 : ICMP_TYPE_CODE_V4;
    FlowSlot type = v6 ? ICMP_TYPE_V6 : ICMP_TYPE_V4;
    FlowSlot code = v6 ? ICMP_CODE_V6 : ICMP_CODE_V4;
    if (recipe.has(both) && (values[both.place()] != 0 || !recipe.has(type))) {
      long typeCode = values[both.place()];
      return (int) (typeCode == 0 ? destinationPort : typeCode) & 0xFFFF;
    }
    return recipe.has(type)
        ? (int) (recipe.value(type, values) & 0xFF) << 8 | (int) (recipe.value(code, values) & 0xFF)
        : destinationPort;
  }
}
