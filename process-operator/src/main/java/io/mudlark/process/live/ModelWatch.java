package io.mudlark.process.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the model in a file has changed, by its content, whatever the file's times say. A
 * file that is replaced atomically (written beside it, then renamed) is never seen half written.
 */
public final class ModelWatch {
  private final Path file;
  private byte[] seen = new byte[0];

  /**
   * What is new.
   *
   * @param model the model, as {@link ModelFile#write} writes it; null when it cannot be used
   * @param version what the model calls itself; empty when it cannot be used
   * @param problem why it cannot be used, one line; null when it can
   */
  public record News(@Nullable String model, String version, @Nullable String problem) {}

  /**
   * @param file holds the model; it may be missing for a while
   */
  public ModelWatch(Path file) {
    this.file = file;
  }

  /** Looks once: null when nothing has changed since the last look. The first look is news. */
  public @Nullable News look() {
    try {
      String text = ModelFile.text(file);
      return isNew(text) ? read(text) : null;
    } catch (IOException e) {
      String problem = reason(e);
      return isNew(problem) ? new News(null, "", problem) : null;
    }
  }

  private News read(String text) {
    try {
      ConformanceModel model = ModelFile.read(text, file.toString());
      return new News(ModelFile.write(model), model.version(), null);
    } catch (IOException e) {
      return new News(null, "", reason(e));
    }
  }

  private String reason(IOException e) {
    String message = e instanceof NoSuchFileException ? "no such file" : e.getMessage();
    String reason = message == null ? e.getClass().getSimpleName() : message;
    String name = file.toString();
    return reason.startsWith(name) ? reason : name + ": " + reason;
  }

  private boolean isNew(String text) {
    byte[] hash = sha256(text);
    boolean changed = !Arrays.equals(hash, seen);
    seen = hash;
    return changed;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
