package io.mudlark.probe.live;

import java.util.List;

/**
 * A network interface that can be captured from.
 *
 * @param name what {@link LiveSettings} takes
 * @param description in words, empty when there is none
 * @param addresses its IP addresses
 */
public record LiveInterface(String name, String description, List<String> addresses) {
  public LiveInterface {
    addresses = List.copyOf(addresses);
  }
}
