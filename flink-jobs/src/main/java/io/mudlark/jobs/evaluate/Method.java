package io.mudlark.jobs.evaluate;

/** The ways to detect that are compared: all of Mudlark, parts of it, and MUDscope's. */
public enum Method {
  /** Windows with rejected flows, however few. */
  MUD("mud", "MUD only: any rejected flow"),
  /** Windows whose rejected flows form a cluster. */
  CLUSTERS("clusters", "MUD + clusters: any cluster"),
  /** Windows out of the ordinary for the device. */
  EVOLUTION("evolution", "+ evolution: out of the ordinary"),
  /** The alerts of the patterns over windows. */
  PATTERNS("patterns", "+ patterns: alerts of one device"),
  /** What a user gets: those, and alerts about processes. */
  DEFAULT("default", "+ process: all of Mudlark"),
  /** MUDscope's rule over the same clusters. */
  MUDSCOPE_RULE("mudscope-rule", "MUDscope's rule"),
  /** MUDscope's original chain, over the captures of each device; only when it was asked for. */
  MUDSCOPE("mudscope", "MUDscope's original chain"),
  ;

  private final String text;
  private final String title;

  Method(String text, String title) {
    this.text = text;
    this.title = title;
  }

  String text() {
    return text;
  }

  String title() {
    return title;
  }

  /** Whether a window counts as found, before alerts about processes. */
  boolean finds(Window window) {
    return switch (this) {
      case MUD -> window.rejected() > 0;
      case CLUSTERS -> window.clusters() > 0;
      case EVOLUTION, PATTERNS, DEFAULT -> window.anomalous();
      case MUDSCOPE_RULE -> window.mudscope();
      case MUDSCOPE -> false; // it has windows of its own
    };
  }
}
