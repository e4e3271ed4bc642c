package io.mudlark.ipfix.decode;

import io.mudlark.ipfix.template.TemplateLimits;

/**
 * Bounds on everything that an exporter can make a decoder remember.
 *
 * @param templates of one domain, each protocol by itself
 * @param domains exporters times domains
 * @param templateFields fields of the templates of all domains together
 * @param parking data sets that wait for their template
 * @param listDepth how deep lists may nest (RFC 6313)
 * @param learnedElements elements of one domain described by RFC 5610 records
 * @param selectors samplers and selectors of one domain
 * @param reorderWindow messages that a late one may come behind its place
 * @param maxGap units beyond which a step of the sequence number is a restart, not a loss
 */
public record DecodeLimits(
    TemplateLimits templates,
    int domains,
    long templateFields,
    Parking parking,
    int listDepth,
    int learnedElements,
    int selectors,
    int reorderWindow,
    long maxGap) {
  /**
   * Bounds on the data sets of one domain that wait for their template.
   *
   * @param sets how many
   * @param octets how much together
   * @param ageNanos how long, by receive time
   */
  public record Parking(int sets, int octets, long ageNanos) {}

  /** Room for 4,096 domains with 2 million template fields together. */
  public static final DecodeLimits DEFAULT =
      new DecodeLimits(
          TemplateLimits.DEFAULT,
          4096,
          2_000_000,
          new Parking(256, 1 << 18, 600_000_000_000L),
          4,
          4096,
          1024,
          32,
          1 << 24);

  public DecodeLimits {
    if (domains < 1 || templateFields < 1 || listDepth < 1) {
      throw new IllegalArgumentException("limits of decoding are positive");
    }
    if (learnedElements < 0 || selectors < 0 || parking.sets() < 0 || parking.octets() < 0) {
      throw new IllegalArgumentException("limits of decoding are not negative");
    }
  }

  public DecodeLimits withTemplates(TemplateLimits limits) {
    return new DecodeLimits(
        limits,
        domains,
        templateFields,
        parking,
        listDepth,
        learnedElements,
        selectors,
        reorderWindow,
        maxGap);
  }

  public DecodeLimits withParking(Parking limits) {
    return new DecodeLimits(
        templates,
        domains,
        templateFields,
        limits,
        listDepth,
        learnedElements,
        selectors,
        reorderWindow,
        maxGap);
  }

  public DecodeLimits withDomains(int count, long fields) {
    return new DecodeLimits(
        templates,
        count,
        fields,
        parking,
        listDepth,
        learnedElements,
        selectors,
        reorderWindow,
        maxGap);
  }
}
