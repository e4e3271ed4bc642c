package io.mudlark.process.flink;

import io.mudlark.flow.FlowRecord;
import io.mudlark.site.DeviceId;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Knows whose a flow is. */
@FunctionalInterface
public interface Owners extends Serializable {
  /** The device that the flow's source is; null when it is none that is known. */
  @Nullable DeviceId sourceOf(FlowRecord flow);
}
