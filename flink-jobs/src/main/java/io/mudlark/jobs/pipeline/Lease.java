package io.mudlark.jobs.pipeline;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import java.io.Serializable;

/**
 * Who had an IP address at a site, and when.
 *
 * @param site the site
 * @param address the address
 * @param mac who had it
 * @param fromNanos since when, nanoseconds since the Unix epoch
 * @param untilNanos until when, exclusive; {@link Long#MAX_VALUE} for until another has it
 */
public record Lease(String site, IpAddress address, MacAddress mac, long fromNanos, long untilNanos)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Since before anything was observed. */
  public static final long ALWAYS = Long.MIN_VALUE;

  public Lease {
    if (untilNanos <= fromNanos) {
      throw new IllegalArgumentException("a lease of " + address + " ends before it begins");
    }
  }
}
