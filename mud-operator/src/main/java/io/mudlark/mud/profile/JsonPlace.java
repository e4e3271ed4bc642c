package io.mudlark.mud.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of an untrusted JSON tree that knows where it stands, so that every complaint names its
 * place.
 *
 * @param file name of the file, for messages
 * @param pointer where in it (RFC 6901); empty for the root
 * @param node the value
 */
record JsonPlace(String file, String pointer, JsonNode node) {
  private static final int LONGEST_TEXT = 4_096;

  MudFormatException wrong(String what) {
    return new MudFormatException(file, pointer.isEmpty() ? "/" : pointer, what);
  }

  /**
   * The member of this name, with or without a module prefix ({@code ietf-mud:controller}); null
   * when there is none.
   */
  @Nullable JsonPlace find(String name) {
    JsonNode exact = node.get(name);
    if (exact != null) {
      return at(name, exact);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (localName(member.getKey()).equals(name)) {
        return at(member.getKey(), member.getValue());
      }
    }
    return null;
  }

  /** As {@link #find}, for the first of several names that stand for the same. */
  @Nullable JsonPlace findAny(String... names) {
    for (String name : names) {
      JsonPlace found = find(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  List<JsonPlace> members() {
    List<JsonPlace> members = new ArrayList<>();
    node.properties().forEach(member -> members.add(at(member.getKey(), member.getValue())));
    return members;
  }

  /** The elements of a list. */
  List<JsonPlace> elements() throws MudFormatException {
    if (!node.isArray()) {
      throw wrong("a list is expected, not " + kind());
    }
    List<JsonPlace> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(at(Integer.toString(i), node.get(i)));
    }
    return elements;
  }

  JsonPlace object() throws MudFormatException {
    if (!node.isObject()) {
      throw wrong("a container is expected, not " + kind());
    }
    return this;
  }

  String text() throws MudFormatException {
    return text(LONGEST_TEXT);
  }

  String text(int longest) throws MudFormatException {
    if (!node.isTextual()) {
      throw wrong("text is expected, not " + kind());
    }
    String text = node.textValue();
    if (text.length() > longest) {
      throw wrong("longer than " + longest + " characters");
    }
    if (!text.equals(MudFormatException.oneLine(text))) {
      throw wrong("contains control characters");
    }
    return text;
  }

  /** A whole number in a range; digits in quotes are accepted. */
  int integer(int lowest, int highest) throws MudFormatException {
    long value;
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      value = node.longValue();
    } else if (node.isTextual() && node.textValue().matches("[0-9]{1,9}")) {
      value = Long.parseLong(node.textValue());
    } else {
      throw wrong("a whole number is expected, not " + kind());
    }
    if (value < lowest || value > highest) {
      throw wrong(value + " is not in " + lowest + ".." + highest);
    }
    return (int) value;
  }

  /** The member's own name, without module prefix. */
  String name() {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    return localName(last.replace("~1", "/").replace("~0", "~"));
  }

  private JsonPlace at(String key, JsonNode value) {
    return new JsonPlace(file, pointer + "/" + key.replace("~", "~0").replace("/", "~1"), value);
  }

  private static String localName(String key) {
    return key.substring(key.indexOf(':') + 1);
  }

  private String kind() {
    switch (node.getNodeType()) {
      case OBJECT:
        return "a container";
      case ARRAY:
        return "a list";
      case STRING:
        return MudFormatException.quote(node.textValue());
      case NULL:
        return "null";
      default:
        return MudFormatException.quote(node.asText());
    }
  }
}
