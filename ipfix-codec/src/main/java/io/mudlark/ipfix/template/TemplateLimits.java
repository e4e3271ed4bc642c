package io.mudlark.ipfix.template;

/**
 * How much memory templates may take.
 *
 * @param perDomain templates of one observation domain
 * @param fields fields of one template
 * @param recordOctets least length of a record of one template
 * @param fieldsPerDomain fields of all templates of one domain together
 * @param emptyFields fields of one template that take no octets of a record: work without input
 * @param lifetimeNanos a template that was not repeated for so long is forgotten (RFC 7011 8.4), by
 *     receive time; 0 for never, as streams and files need it
 */
public record TemplateLimits(
    int perDomain,
    int fields,
    int recordOctets,
    int fieldsPerDomain,
    int emptyFields,
    long lifetimeNanos) {
  /** 4,096 templates of 1,024 fields, 64 of them empty, 65,536 together, no end of life. */
  public static final TemplateLimits DEFAULT =
      new TemplateLimits(4096, 1024, 65_535, 65_536, 64, 0);

  public TemplateLimits {
    if (perDomain < 1 || fields < 1 || recordOctets < 1 || fieldsPerDomain < 1) {
      throw new IllegalArgumentException("limits of templates are positive");
    }
    if (lifetimeNanos < 0 || emptyFields < 0) {
      throw new IllegalArgumentException("lifetime and empty fields are not negative");
    }
  }

  public TemplateLimits withLifetimeNanos(long nanos) {
    return new TemplateLimits(perDomain, fields, recordOctets, fieldsPerDomain, emptyFields, nanos);
  }
}
