package io.mudlark.jobs.ipfix;

import io.mudlark.flow.FlowRecord;
import io.mudlark.ipfix.decode.DomainKey;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.record.DecodedFlow;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.wire.Protocol;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up the flows of each exporter, domain and protocol, as other collectors do. */
public final class FlowSums implements RecordSink {
  private final FlowAssembler assembler = new FlowAssembler("stats");
  private final Map<DomainKey, Map<Protocol, Sum>> sums = new TreeMap<>();
  private @Nullable Sum last;
  private @Nullable String lastExporter;
  private long lastDomain;
  private @Nullable Protocol lastProtocol;

  /** Flows with their packets and octets, as the exporter wrote them and times its sampling. */
  public static final class Sum {
    private long flows;
    private long others;
    private long packets;
    private long octets;
    private long scaledPackets;
    private long scaledOctets;

    private void add(DecodedFlow decoded) {
      FlowRecord flow = decoded.flow();
      flows++;
      packets += flow.packets();
      octets += flow.octets();
      scaledPackets += decoded.scaledPackets();
      scaledOctets += decoded.scaledOctets();
    }

    /** Records with both addresses; a biflow is one. */
    public long flows() {
      return flows;
    }

    /** Data records that are no flows. */
    public long others() {
      return others;
    }

    /** Packets of both directions. */
    public long packets() {
      return packets;
    }

    /** Octets of both directions. */
    public long octets() {
      return octets;
    }

    /** Packets times the sampling interval of each flow. */
    public long scaledPackets() {
      return scaledPackets;
    }

    /** Octets times the sampling interval of each flow. */
    public long scaledOctets() {
      return scaledOctets;
    }
  }

  @Override
  public void record(RecordView record) {
    Sum sum = sum(record);
    DecodedFlow flow = assembler.assemble(record);
    if (flow == null) {
      sum.others++;
    } else {
      sum.add(flow);
    }
  }

  private Sum sum(RecordView record) {
    Sum recent = last;
    Protocol protocol = record.header().protocol();
    long domain = record.header().domain();
    if (recent != null
        && lastDomain == domain
        && lastProtocol == protocol
        && record.exporter().equals(lastExporter)) {
      return recent;
    }
    Sum sum = of(new DomainKey(record.exporter(), domain), protocol);
    last = sum;
    lastExporter = record.exporter();
    lastDomain = domain;
    lastProtocol = protocol;
    return sum;
  }

  /** What came from an exporter and domain by a protocol; as many as the decoder has domains. */
  public Sum of(DomainKey key, Protocol protocol) {
    return sums.computeIfAbsent(key, k -> new TreeMap<>())
        .computeIfAbsent(protocol, p -> new Sum());
  }
}
