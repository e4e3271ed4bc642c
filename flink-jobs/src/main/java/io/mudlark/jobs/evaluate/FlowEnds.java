package io.mudlark.jobs.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;

/**
 * What a flow of the truth and a record of a run must have in common to be the same: site, protocol
 * and both ends, whichever is named first. ICMP has no ports here, as its types differ by
 * direction.
 *
 * @param text all of it as one text
 */
record FlowEnds(String text) {
  /** Of a line of {@code truth.jsonl}. */
  static FlowEnds ofTruth(JsonNode flow) {
    return of(
        flow.path("site").asText(),
        flow.path("protocol").asInt(),
        end(flow.path("source").asText(), flow.path("sourcePort").asInt()),
        end(flow.path("destination").asText(), flow.path("destinationPort").asInt()));
  }

  /** Of a line of {@code rejected.jsonl}. */
  static FlowEnds ofRejected(JsonNode flow) {
    JsonNode source = flow.path("source");
    JsonNode destination = flow.path("destination");
    return of(
        flow.path("site").asText(),
        flow.path("protocolNumber").asInt(),
        end(source.path("address").asText(), source.path("port").asInt()),
        end(destination.path("address").asText(), destination.path("port").asInt()));
  }

  private record End(String address, int port) {
    String text(boolean ports) {
      return ports ? address + "#" + port : address;
    }
  }

  private static End end(String address, int port) {
    return new End(IpAddress.parse(address).toString(), port);
  }

  private static FlowEnds of(String site, int protocol, End source, End destination) {
    boolean ports = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
    String one = source.text(ports);
    String other = destination.text(ports);
    String ends = one.compareTo(other) <= 0 ? one + " " + other : other + " " + one;
    return new FlowEnds(site + " " + protocol + " " + ends);
  }
}
