package io.mudlark.probe.point;

import io.mudlark.probe.meter.MeterConfig;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the packets of an observation point are looked at.
 *
 * @param meter how they become flows
 * @param applications protocols whose exchanges become records of their own, beside the flows
 */
public record PointConfig(MeterConfig meter, Set<Application> applications)
    implements Serializable {
  public PointConfig {
    applications = Set.copyOf(applications);
  }

  /** Flows and name bindings, and nothing above the transport layer. */
  public static PointConfig flowsOnly(MeterConfig meter) {
    return new PointConfig(meter, Set.of());
  }

  /** Flows, name bindings, and the exchanges of every protocol that is known. */
  public static PointConfig everything(MeterConfig meter) {
    return new PointConfig(meter, EnumSet.allOf(Application.class));
  }
}
