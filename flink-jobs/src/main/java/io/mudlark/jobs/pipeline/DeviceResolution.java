package io.mudlark.jobs.pipeline;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.flow.flink.ObservationBatch;
import io.mudlark.ledger.Tally;
import io.mudlark.mud.flink.EnforcementConfig;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import io.mudlark.site.Site;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.Observation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Turns observations of a site into observations of its devices: one view for each known device at
 * an end of a flow.
 *
 * <p>What concerns no known device ends here and is counted. Counts are kept per site and told to
 * the ledger when the site's observation ends; a checkpoint keeps what was not told yet.
 */
final class DeviceResolution extends ProcessFunction<Observation, ObservationBatch>
    implements CheckpointedFunction, ResultTypeQueryable<ObservationBatch> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<Tally> TALLIES = new OutputTag<>("tallies", ModelTypes.TALLY);

  private final List<Device> devices;
  private final Map<String, Site> sites;
  private final List<Lease> leases;
  private final boolean tellsEnds;

  private transient DeviceDirectory directory;
  private transient SiteAccounts accounts;
  private transient DeviceBatches batches;
  private transient ListState<Tally> untold;
  private transient ListState<Long> lastEvents;
  private transient long lastEventNanos;
  private transient LiveFigures figures;

  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else
  DeviceResolution(EnforcementConfig config, Intake intake) {
    this.leases = List.copyOf(intake.leases());
    this.tellsEnds = intake.tellsEnds();
    this.devices = config.devices().stream().map(WatchedDevice::device).toList();
    this.sites = config.sites().stream().collect(Collectors.toMap(Site::name, s -> s));
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    directory = new DeviceDirectory(devices, leases);
    figures = new LiveFigures();
    accounts = new SiteAccounts();
    batches = new DeviceBatches();
    untold =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("untold-tallies", ModelTypes.TALLY));
    for (Tally tally : untold.get()) {
      accounts.add(tally);
    }
    lastEvents =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("last-event", Types.LONG));
    lastEventNanos = Long.MIN_VALUE;
    for (Long last : lastEvents.get()) {
      lastEventNanos = Math.max(lastEventNanos, last);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    untold.update(accounts.all());
    lastEvents.update(List.of(lastEventNanos));
  }

  @Override
  public void processElement(
      Observation observation, Context context, Collector<ObservationBatch> out) {
    switch (observation.kind()) {
      case FLOW -> flow(Objects.requireNonNull(observation.flow()));
      case BINDING -> binding(Objects.requireNonNull(observation.binding()));
      case TALLY -> {
        Tally tally = Objects.requireNonNull(observation.tally());
        figures.tally(tally);
        context.output(TALLIES, tally);
      }
      case END -> {
        if (!tellsEnds) {
          return; // of one exporter: others may see the same site
        }
        for (DeviceId device : directory.at(observation.site())) {
          batches.add(DeviceObservation.end(device, observation.timeNanos()));
        }
        accounts.take(observation.site()).forEach(tally -> context.output(TALLIES, tally));
      }
    }
    if (batches.areFull()) {
      batches.drainTo(out::collect);
    }
  }

  private void flow(FlowRecord flow) {
    String site = flow.observationPoint();
    long start = flow.startNanos();
    lastEventNanos = Math.max(lastEventNanos, flow.endNanos());
    DeviceId source = directory.find(site, flow.sourceMac(), flow.key().source(), start);
    DeviceId destination =
        directory.find(site, flow.destinationMac(), flow.key().destination(), start);
    figures.flow(exporter(flow), source != null || destination != null);
    long packets = flow.packets();
    if (flow.isInsideMeteredFlow()) {
      exchange(flow, source, destination);
      return;
    }
    if (source == null && destination == null) {
      accounts.add(new Tally(site, Tally.Book.FLOWS, "unknown-hosts", 1, packets));
      host(flow, flow.sourceMac(), flow.key().source());
      host(flow, flow.destinationMac(), flow.key().destination());
      return;
    }
    accounts.addFlow(site, source != null && destination != null ? 2 : 1, packets);
    if (source != null) {
      batches.add(DeviceObservation.flow(source, Role.SOURCE, flow));
    }
    if (destination != null) {
      batches.add(DeviceObservation.flow(destination, Role.DESTINATION, flow));
    }
  }

  /** An exchange is a view of its own; its packets and hosts are those of the flow around it. */
  private void exchange(
      FlowRecord flow, @Nullable DeviceId source, @Nullable DeviceId destination) {
    String site = flow.observationPoint();
    if (source == null && destination == null) {
      accounts.add(new Tally(site, Tally.Book.EXCHANGES, "unknown-hosts", 1, flow.packets()));
    }
    if (source != null) {
      accounts.add(new Tally(site, Tally.Book.EXCHANGES, "judged", 1, flow.packets()));
      batches.add(DeviceObservation.flow(source, Role.SOURCE, flow));
    }
    if (destination != null) {
      accounts.add(new Tally(site, Tally.Book.EXCHANGES, "judged", 1, flow.packets()));
      batches.add(DeviceObservation.flow(destination, Role.DESTINATION, flow));
    }
  }

  /** Lists a host of the site's own networks; what is far away or a group is no host of ours. */
  private void host(FlowRecord flow, @Nullable MacAddress mac, IpAddress address) {
    String site = flow.observationPoint();
    if (address.isMulticast()
        || address.isLimitedBroadcast()
        || (mac != null && mac.isGroup())
        || !sites.getOrDefault(site, Site.named(site)).isLocal(address)) {
      return;
    }
    String host = (mac == null ? "" : mac + " ") + address;
    Tally tally = new Tally(site, Tally.Book.HOSTS, host, 1, flow.packets());
    accounts.addHost(tally, flow.endNanos());
  }

  private void binding(NameBinding binding) {
    DeviceId asker =
        directory.find(
            binding.observationPoint(), binding.askerMac(), binding.asker(), binding.timeNanos());
    if (asker == null) {
      accounts.add(
          new Tally(
              binding.observationPoint(), Tally.Book.NOTES, "bindings-of-unknown-hosts", 1, 0));
    } else {
      batches.add(DeviceObservation.binding(asker, binding));
    }
  }

  private static String exporter(FlowRecord flow) {
    return flow.origin() == null ? flow.observationPoint() : flow.origin().exporter();
  }

  /** The end of the last flow seen, nanoseconds since the Unix epoch; before the first, no time. */
  long lastEventNanos() {
    return lastEventNanos;
  }

  LiveFigures figures() {
    return figures;
  }

  /** What is on its way to enforcement. */
  DeviceBatches batches() {
    return batches;
  }

  /** All devices of all sites. */
  List<DeviceId> devices() {
    return devices.stream().map(Device::id).sorted().toList();
  }

  /** The tallies of all sites since they were last taken. */
  List<Tally> takeTallies() {
    return accounts.takeAll();
  }

  @Override
  public TypeInformation<ObservationBatch> getProducedType() {
    return ModelTypes.OBSERVATION_BATCH;
  }
}
