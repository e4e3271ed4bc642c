package io.mudlark.mud.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads MUD files: RFC 8520 JSON, and the older dialect that MUDgee writes.
 *
 * <p>Files are untrusted: size, nesting, numbers, names, lists and entries are limited. What is
 * wrong beyond doubt is refused with one line; what only deviates is read and noted as a warning.
 */
public final class MudFileReader {
  /** The largest file that is read, in octets. */
  public static final int MAX_OCTETS = 1 << 20;

  static final int MAX_DEPTH = 64;
  private static final int LONGEST_URL = 255;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxDocumentLength(MAX_OCTETS)
                          .maxStringLength(16_384)
                          .maxNameLength(1_024)
                          .maxNumberLength(64)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private MudFileReader() {}

  /**
   * Reads one file.
   *
   * @throws MudFormatException when it cannot be read or is no usable MUD file
   */
  public static MudProfile read(Path file) throws MudFormatException {
    return read(file.toString(), text(file));
  }

  /**
   * Reads the text of one file.
   *
   * @param name the file's name, for messages
   * @param json its content
   * @throws MudFormatException when it is no usable MUD file; the message is one line with the line
   *     and column of a syntax error, or the JSON pointer of a wrong value
   */
  public static MudProfile read(String name, String json) throws MudFormatException {
    JsonPlace root = new JsonPlace(name, "", parse(name, json));
    if (!isMud(root.node())) {
      throw root.wrong("no ietf-mud:mud container");
    }
    return profile(root);
  }

  static boolean isMud(JsonNode root) {
    return root.isObject() && root.has("ietf-mud:mud");
  }

  /** The content of a file of at most {@link #MAX_OCTETS} octets of UTF-8. */
  static String text(Path file) throws MudFormatException {
    byte[] octets;
    try (InputStream in = Files.newInputStream(file)) {
      octets = in.readNBytes(MAX_OCTETS + 1);
    } catch (IOException e) {
      throw MudFormatException.unreadable(file, e);
    }
    if (octets.length > MAX_OCTETS) {
      throw new MudFormatException(file.toString(), "/", "larger than " + MAX_OCTETS + " octets");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw new MudFormatException(file.toString(), "/", "not UTF-8 text");
    }
  }

  static JsonNode parse(String name, String json) throws MudFormatException {
    if (json.length() > MAX_OCTETS) {
      throw new MudFormatException(name, "/", "larger than " + MAX_OCTETS + " octets");
    }
    try {
      return MAPPER.readTree(json.startsWith("\uFEFF") ? json.substring(1) : json);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place = at == null ? "/" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new MudFormatException(name, place, cause(e.getOriginalMessage()));
    }
  }

  /** The first line of the parser's message, without its notes in brackets about the source. */
  private static String cause(@Nullable String message) {
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    int note = line.indexOf(" (start marker");
    String cause = note < 0 ? line : line.substring(0, note);
    return cause.isBlank() ? "not JSON" : cause;
  }

  private static MudProfile profile(JsonPlace root) throws MudFormatException {
    Warnings warnings = new Warnings();
    JsonPlace mud = member(root, "ietf-mud:mud").object();
    String url = member(mud, "mud-url").text(LONGEST_URL);
    if (url.isBlank()) {
      throw mud.wrong("mud-url is empty");
    }
    Map<String, Acl> lists = new AclReader(warnings).read(root);
    Set<String> used = new LinkedHashSet<>();
    List<Acl> from = policy(mud, "from-device-policy", lists, used, warnings);
    List<Acl> to = policy(mud, "to-device-policy", lists, used, warnings);
    lists.keySet().stream()
        .filter(name -> !used.contains(name))
        .forEach(
            name -> warnings.add("/", "no policy uses the list " + MudFormatException.quote(name)));
    MudLint.container(mud, warnings);
    MudLint.lists(from, true, warnings);
    MudLint.lists(to, false, warnings);
    JsonPlace validity = mud.find("cache-validity");
    JsonPlace supported = mud.find("is-supported");
    return new MudProfile(
        url,
        optional(mud, "systeminfo"),
        optional(mud, "last-update"),
        validity == null || !validity.node().canConvertToInt()
            ? MudProfile.DEFAULT_CACHE_VALIDITY
            : validity.node().intValue(),
        supported == null || supported.node().asBoolean(true),
        optional(mud, "mfg-name"),
        optional(mud, "model-name"),
        from,
        to,
        warnings.lines());
  }

  private static JsonPlace member(JsonPlace container, String name) throws MudFormatException {
    JsonPlace found = container.find(name);
    if (found == null) {
      throw container.wrong("no " + name);
    }
    return found;
  }

  private static @Nullable String optional(JsonPlace container, String name) {
    JsonPlace found = container.find(name);
    return found == null || !found.node().isTextual() ? null : found.node().textValue();
  }

  private static List<Acl> policy(
      JsonPlace mud, String name, Map<String, Acl> lists, Set<String> used, Warnings warnings)
      throws MudFormatException {
    JsonPlace policy = mud.find(name);
    JsonPlace outer = policy == null ? null : policy.object().find("access-lists");
    JsonPlace inner = outer == null ? null : outer.object().find("access-list");
    List<Acl> found = new ArrayList<>();
    if (inner == null) {
      warnings.add(mud, "no " + name + ": nothing but the defaults is allowed that way");
      return found;
    }
    for (JsonPlace element : inner.elements()) {
      JsonPlace named = element.object().findAny("name", "acl-name");
      if (named == null) {
        throw element.wrong("a list without a name");
      }
      String wanted = named.text(AclReader.LONGEST_NAME);
      Acl list = lists.get(wanted);
      if (list == null) {
        warnings.add(named, "no list of the name " + MudFormatException.quote(wanted));
      } else if (!found.contains(list)) {
        found.add(list);
      }
      used.add(wanted);
    }
    return found;
  }
}
