package io.mudlark.probe.opcua;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the node ids that the request of a service names (OPC 10000-4), as far as they stand before
 * anything that cannot be passed over.
 */
final class NodeReferences {
  /** Node ids of one request that are kept. */
  static final int LIMIT = 16;

  /** Values inside of values, such as a variant in a variant array. */
  private static final int MAX_DEPTH = 4;

  private static final int[] SCALAR_OCTETS = {
    0, 1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, -1, 8, 16, -1, -1
  };
  private static final int STRING = 12;
  private static final int BYTE_STRING = 15;
  private static final int XML = 16;
  private static final int STATUS = 19;

  private final UaCursor in;
  private final List<String> found = new ArrayList<>();

  private NodeReferences(UaCursor in) {
    this.in = in;
  }

  /**
   * @param service name of the service
   * @param body stands behind the request header
   */
  static List<String> of(String service, UaCursor body) {
    NodeReferences references = new NodeReferences(body);
    references.read(service);
    return List.copyOf(references.found);
  }

  private void read(String service) {
    switch (service) {
      case "Read" -> readValues(12);
      case "Write" -> each(this::writeValue, 15);
      case "Browse" -> browse();
      case "TranslateBrowsePathsToNodeIds" -> each(this::browsePath, 6);
      case "RegisterNodes", "UnregisterNodes", "DeleteNodes" ->
          each(() -> nodeAnd(service.startsWith("Delete") ? 1 : 0), 2);
      case "Call" -> each(this::methodCall, 8);
      case "CreateMonitoredItems" -> monitoredItems();
      case "AddNodes", "AddReferences", "DeleteReferences" -> first();
      case "HistoryRead" -> historyRead();
      default -> {
        // the other services name no nodes
      }
    }
  }

  private void each(Runnable element, int leastOctets) {
    int count = in.arrayLength(leastOctets);
    for (int i = 0; i < count && !in.failed() && found.size() < LIMIT; i++) {
      element.run();
    }
  }

  private void node() {
    UaNodeId id = UaNodeId.read(in);
    if (!in.failed() && found.size() < LIMIT) {
      found.add(id.text());
    }
  }

  private void nodeAnd(int octets) {
    node();
    in.skip(octets);
  }

  private void readValues(int octetsBefore) {
    in.skip(octetsBefore);
    each(this::readValue, 16);
  }

  /** ReadValueId: node, attribute, index range, data encoding. */
  private void readValue() {
    node();
    in.u32();
    in.skipString();
    in.u16();
    in.skipString();
  }

  private void writeValue() {
    node();
    in.u32();
    in.skipString();
    dataValue(0);
  }

  private void browse() {
    UaNodeId.read(in);
    in.skip(16);
    each(
        () -> {
          node();
          in.u32();
          UaNodeId.read(in);
          in.skip(9);
        },
        17);
  }

  private void browsePath() {
    node();
    int steps = in.arrayLength(10);
    for (int i = 0; i < steps && !in.failed(); i++) {
      UaNodeId.read(in);
      in.skip(4);
      in.skipString();
    }
  }

  private void methodCall() {
    node();
    node();
    int inputs = in.arrayLength(1);
    for (int i = 0; i < inputs && !in.failed(); i++) {
      variant(0);
    }
  }

  private void monitoredItems() {
    in.skip(8);
    each(
        () -> {
          readValue();
          in.skip(16);
          extensionObject();
          in.skip(5);
        },
        40);
  }

  /** Only the first of the list: what follows differs by class of node. */
  private void first() {
    if (in.arrayLength(2) > 0) {
      node();
    }
  }

  private void historyRead() {
    extensionObject();
    in.skip(5);
    each(
        () -> {
          node();
          in.skipString();
          in.u16();
          in.skipString();
          in.skipString();
        },
        16);
  }

  private void extensionObject() {
    UaNodeId.read(in);
    int encoding = in.u8();
    if (encoding > 0) {
      in.skipString();
    }
  }

  private void dataValue(int depth) {
    int mask = in.u8();
    if ((mask & 1) != 0) {
      variant(depth + 1);
    }
    in.skip((mask & 2) != 0 ? 4 : 0);
    in.skip((mask & 4) != 0 ? 8 : 0);
    in.skip((mask & 16) != 0 ? 2 : 0);
    in.skip((mask & 8) != 0 ? 8 : 0);
    in.skip((mask & 32) != 0 ? 2 : 0);
  }

  private void variant(int depth) {
    int encoding = in.u8();
    int type = encoding & 0x3F;
    int count = (encoding & 0x80) != 0 ? in.arrayLength(1) : 1;
    if (depth > MAX_DEPTH || ((encoding & 0x80) != 0 && type == 0)) {
      // an array of nulls takes no octets and could be as long as it claims
      in.fail();
    }
    for (int i = 0; i < count && !in.failed(); i++) {
      scalar(type, depth);
    }
    if ((encoding & 0x40) != 0) {
      in.skip(4L * in.arrayLength(4));
    }
  }

  private void scalar(int type, int depth) {
    switch (type) {
      case STRING, BYTE_STRING, XML -> in.skipString();
      case 17, 18 -> UaNodeId.read(in);
      case STATUS -> in.u32();
      case 20 -> {
        in.u16();
        in.skipString();
      }
      case 21 -> {
        int mask = in.u8();
        skipStrings(mask & 3);
      }
      case 22 -> extensionObject();
      case 23 -> dataValue(depth);
      case 24 -> variant(depth + 1);
      default -> {
        if (type >= SCALAR_OCTETS.length) {
          in.fail();
        } else {
          in.skip(SCALAR_OCTETS[type]);
        }
      }
    }
  }

  private void skipStrings(int mask) {
    for (int i = 0; i < Integer.bitCount(mask); i++) {
      in.skipString();
    }
  }
}
