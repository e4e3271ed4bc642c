package io.mudlark.jobs.sink;

/** The files that a run leaves in its folder, one per stream of results. */
public enum ResultFile {
  REJECTED("rejected"),
  CHARACTERIZATIONS("characterizations"),
  EVOLUTION("evolution"),
  ALERTS("alerts"),
  /** Empty without a process model. */
  DEVIATIONS("deviations");

  private final String stem;

  ResultFile(String stem) {
    this.stem = stem;
  }

  String stem() {
    return stem;
  }

  /** The file's name in the result folder. */
  public String fileName() {
    return stem + ".jsonl";
  }
}
