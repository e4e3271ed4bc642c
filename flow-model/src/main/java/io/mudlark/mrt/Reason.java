package io.mudlark.mrt;

/** Why a direction of a flow is rejected by a MUD profile. */
public enum Reason {
  /** No entry of the profile matches. */
  NO_MATCHING_ACE("no-matching-ace"),
  /** Only the initiator differs: an entry would match had the other side opened the connection. */
  WRONG_INITIATOR("wrong-initiator"),
  /**
   * An entry would match if its DNS name had this address, but no answer for that name is known for
   * the device at that time. Kept out of clustering and alerts by default.
   */
  NAME_UNRESOLVED("name-unresolved"),
  /**
   * An entry would match if its abstraction (controller, my-controller, ...) were mapped to
   * addresses at this site, but it is not.
   */
  ABSTRACTION_UNMAPPED("abstraction-unmapped");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** The word used in documents. */
  public String text() {
    return text;
  }
}
