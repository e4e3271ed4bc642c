package io.mudlark.mudscope.reject;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the register of packets in the layout of MUDscope's. */
final class Register {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Register() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static void write(ObjectNode register, Path file) throws IOException {
    DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators)
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    Files.write(
        file, MAPPER.writer(printer).writeValueAsString(register).getBytes(StandardCharsets.UTF_8));
  }
}
