package io.mudlark.probe.capture;

/**
 * What is wrong with an input file, and where.
 *
 * @param path the file as it was named
 * @param offset the octet at which reading stopped or went wrong; negative when nothing could be
 *     read at all
 * @param message what is wrong, in words
 */
public record InputProblem(String path, long offset, String message) {
  @Override
  public String toString() {
    return path + (offset < 0 ? ": " : ": offset " + offset + ": ") + message;
  }
}
