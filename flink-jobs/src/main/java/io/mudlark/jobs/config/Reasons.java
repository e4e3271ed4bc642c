package io.mudlark.jobs.config;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words what an exception of the JDK only says by its type. */
public final class Reasons {
  private Reasons() {}

  /** Which file cannot be read, and why, in one line. */
  public static String unreadable(Object file, Throwable failure) {
    return file
        + (failure instanceof NoSuchFileException
            ? ": no such file"
            : ": cannot be read: " + of(failure));
  }

  /** The reason in one line; never empty. */
  public static String of(Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (failure instanceof CharacterCodingException) {
      return "not UTF-8 text";
    }
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
