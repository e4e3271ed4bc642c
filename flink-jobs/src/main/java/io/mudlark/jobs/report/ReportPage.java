package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Puts data, style and script together into one HTML page that asks the network for nothing.
 *
 * <p>A content security policy allows exactly this style and this script, by hash; the data is JSON
 * in a block that is never executed and cannot be left, because {@code <}, {@code >} and {@code &}
 * are written as escapes.
 */
final class ReportPage {
  private ReportPage() {}

  static void write(JsonNode data, Writer out) throws IOException {
    String style = resource("report.css");
    String script = resource("report.js");
    String policy =
        "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
            .formatted(hash(style), hash(script));
    String page = resource("report.html");
    for (String[] part :
        new String[][] {{"@POLICY@", policy}, {"@STYLE@", style}, {"@DATA@", embedded(data)}}) {
      int at = page.indexOf(part[0]);
      out.write(page, 0, at);
      out.write(part[1]);
      page = page.substring(at + part[0].length());
    }
    int at = page.indexOf("@SCRIPT@");
    out.write(page, 0, at);
    out.write(script);
    out.write(page.substring(at + "@SCRIPT@".length()));
  }

  /** JSON that can stand inside a script element whatever its texts are. */
  static String embedded(JsonNode data) {
    return data.toString()
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream("/report/" + name)) {
      if (in == null) {
        throw new IOException("resource /report/" + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
