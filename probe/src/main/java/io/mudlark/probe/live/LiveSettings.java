package io.mudlark.probe.live;

import java.time.Duration;

/**
 * What is captured, and how much the kernel may hold back.
 *
 * @param interfaceName such as {@code eth0}, or {@code any} for all of them
 * @param filter BPF capture filter in the language of tcpdump; empty for everything
 * @param snapLength octets of each packet that are captured
 * @param bufferOctets the kernel's buffer; what does not fit is dropped and counted
 * @param timeout how long the kernel may gather packets before it hands them over
 */
public record LiveSettings(
    String interfaceName, String filter, int snapLength, int bufferOctets, Duration timeout) {
  /**
   * Whole packets, 64 MiB, 4 ms. Linux divides the buffer into blocks of 128 KiB and begins another
   * one after the timeout however empty it is, so that these hold 2 s.
   */
  public static LiveSettings of(String interfaceName, String filter) {
    return new LiveSettings(interfaceName, filter, 262_144, 64 << 20, Duration.ofMillis(4));
  }

  public LiveSettings {
    if (interfaceName.isBlank()) {
      throw new IllegalArgumentException("an interface needs a name");
    }
    if (snapLength < 64 || snapLength > 262_144) {
      throw new IllegalArgumentException("a snap length lies in 64..262144, not " + snapLength);
    }
    if (bufferOctets < 65_536) {
      throw new IllegalArgumentException("the buffer has at least 65536 octets: " + bufferOctets);
    }
    if (timeout.toMillis() < 1 || timeout.toMillis() > 10_000) {
      throw new IllegalArgumentException("the timeout lies in 1 ms..10 s, not " + timeout);
    }
  }
}
