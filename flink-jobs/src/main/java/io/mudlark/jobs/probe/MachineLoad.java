package io.mudlark.jobs.probe;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** How busy the whole machine is. */
public final class MachineLoad {
  private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();

  /** Share of all processors in use since the last call, 0 to 100; 0 where it is not known. */
  public double cpuPercent() {
    return system instanceof com.sun.management.OperatingSystemMXBean known
        ? Math.max(0, known.getCpuLoad()) * 100
        : 0;
  }

  /** Share of the memory in use, caches included, 0 to 100; 0 where it is not known. */
  public double memoryPercent() {
    if (!(system instanceof com.sun.management.OperatingSystemMXBean known)) {
      return 0;
    }
    long total = known.getTotalMemorySize();
    return total == 0 ? 0 : 100.0 * (total - known.getFreeMemorySize()) / total;
  }
}
