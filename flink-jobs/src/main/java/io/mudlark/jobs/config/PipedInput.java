package io.mudlark.jobs.config;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What comes through a pipe, as a file: captures are looked through before they are read, and a
 * pipe can be read only once.
 */
final class PipedInput {
  /** Stands for standard input, as it does for other tools. */
  static final String STANDARD_INPUT = "-";

  private PipedInput() {}

  /** Whether the path is standard input or something that is there and is no file or folder. */
  static boolean isPipe(Path path) {
    return path.toString().equals(STANDARD_INPUT)
        || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
  }

  /**
   * Reads the pipe to its end into a temporary file, which goes when the program ends.
   *
   * @throws IOException when the pipe cannot be read or the disk is full
   */
  static Path copy(Path path) throws IOException {
    Path file = Files.createTempFile("mudlark-", ".capture");
    file.toFile().deleteOnExit();
    try (InputStream pipe = open(path)) {
      Files.copy(pipe, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static InputStream open(Path path) throws IOException {
    return path.toString().equals(STANDARD_INPUT)
        ? new FileInputStream(FileDescriptor.in)
        : Files.newInputStream(path);
  }
}
