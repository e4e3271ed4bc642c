package io.mudlark.ipfix.decode;

/**
 * What the state of a decoder is kept by.
 *
 * @param exporter transport session: an exporter's address and port, or a connection
 * @param domain observation domain id, source id, or engine
 */
public record DomainKey(String exporter, long domain) implements Comparable<DomainKey> {
  @Override
  public int compareTo(DomainKey other) {
    int order = exporter.compareTo(other.exporter);
    return order != 0 ? order : Long.compare(domain, other.domain);
  }
}
