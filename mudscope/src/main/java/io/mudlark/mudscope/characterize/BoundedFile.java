package io.mudlark.mudscope.characterize;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.mudscope.input.UnusableInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole files in memory, up to a size: text, or JSON objects. */
public final class BoundedFile {
  /** The largest file that is read, octets: a thousand times what a window gives. */
  public static final int MAX_OCTETS = 64 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private BoundedFile() {}

  /** The text of a UTF-8 file without its byte order mark; malformed octets are replaced. */
  public static String text(Path file) throws UnusableInput {
    String text = new String(octets(file), StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The JSON object in a file; nesting is limited by Jackson to 1000. */
  public static JsonNode json(Path file) throws UnusableInput {
    JsonNode root;
    try {
      root = JSON.readTree(text(file));
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      String where = place == null ? "" : "line " + place.getLineNr() + ": ";
      throw new UnusableInput(file, where + "unreadable JSON: " + e.getOriginalMessage());
    }
    if (!root.isObject()) {
      throw new UnusableInput(file, "holds no JSON object");
    }
    return root;
  }

  private static byte[] octets(Path file) throws UnusableInput {
    byte[] octets;
    try (InputStream in = Files.newInputStream(file)) {
      octets = in.readNBytes(MAX_OCTETS + 1);
    } catch (IOException e) {
      throw new UnusableInput(file, reason(file, e));
    }
    if (octets.length > MAX_OCTETS) {
      throw new UnusableInput(file, "is larger than " + MAX_OCTETS + " octets");
    }
    return octets;
  }

  private static String reason(Path file, IOException e) {
    if (Files.isDirectory(file)) {
      return "is a folder";
    }
    return Files.exists(file) ? "cannot be read: " + e.getMessage() : "no such file";
  }
}
