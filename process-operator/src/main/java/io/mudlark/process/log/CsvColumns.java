package io.mudlark.process.log;

/**
 * Which columns of a CSV file carry an event log.
 *
 * @param separator between fields
 * @param caseId column of the case
 * @param activity column of the activity
 * @param time column of the completion time; may be absent from the file when it has its usual name
 * @param start column of the start time; may be absent from the file
 * @param resource column of the resource; may be absent from the file
 */
public record CsvColumns(
    char separator, String caseId, String activity, String time, String start, String resource) {
  /** The column names that pandas-based tools use. */
  public static final CsvColumns DEFAULT =
      new CsvColumns(
          ',',
          "case:concept:name",
          "concept:name",
          "time:timestamp",
          "start_timestamp",
          "org:resource");

  /** The same columns with another separator. */
  public CsvColumns separatedBy(char other) {
    return new CsvColumns(other, caseId, activity, time, start, resource);
  }
}
