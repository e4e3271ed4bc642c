package io.mudlark.stream;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import org.jspecify.annotations.Nullable;

/**
 * An observation that concerns one known device: what enforcement is keyed on.
 *
 * @param device whom it concerns
 * @param kind flow, binding or end; never a tally
 * @param role which end of the flow the device is; null unless a flow
 * @param timeNanos event time, nanoseconds since the Unix epoch
 * @param flow set for {@link Observation.Kind#FLOW}
 * @param binding set for {@link Observation.Kind#BINDING}
 */
public record DeviceObservation(
    DeviceId device,
    Observation.Kind kind,
    @Nullable Role role,
    long timeNanos,
    @Nullable FlowRecord flow,
    @Nullable NameBinding binding) {

  public static DeviceObservation flow(DeviceId device, Role role, FlowRecord flow) {
    return new DeviceObservation(device, Observation.Kind.FLOW, role, flow.endNanos(), flow, null);
  }

  public static DeviceObservation binding(DeviceId device, NameBinding binding) {
    return new DeviceObservation(
        device, Observation.Kind.BINDING, null, binding.timeNanos(), null, binding);
  }

  public static DeviceObservation end(DeviceId device, long timeNanos) {
    return new DeviceObservation(device, Observation.Kind.END, null, timeNanos, null, null);
  }
}
