package io.mudlark.mudscope.mudgen.learn;

/** Whether a service became part of the profile, and why not. */
enum Finding {
  LEARNT("learnt"),
  /** Part of a sweep over many ports or many peers. */
  SCAN("scan"),
  /** Nobody answered, or only to refuse. */
  UNANSWERED("unanswered"),
  /** Not enough packets to tell a habit from an accident. */
  TOO_FEW("too-few");

  private final String text;

  Finding(String text) {
    this.text = text;
  }

  /** The word in the flow file. */
  String text() {
    return text;
  }
}
