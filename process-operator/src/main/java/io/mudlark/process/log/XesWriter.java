package io.mudlark.process.log;

import io.mudlark.process.file.LogTime;
import io.mudlark.process.file.XmlOut;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes event logs in XES (IEEE 1849); a file name ending in {@code .gz} is gzipped. */
public final class XesWriter {
  /** Writes a file. */
  public void write(EventLog log, Path file) throws IOException {
    boolean zipped = file.getFileName().toString().endsWith(".gz");
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = zipped ? new GZIPOutputStream(raw) : raw;
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      write(log, text);
    }
  }

  /** Writes the document and leaves the writer open. */
  public void write(EventLog log, Writer out) throws IOException {
    XmlOut xml = new XmlOut(out);
    xml.start("log", "xes.version", "1849.2016");
    extension(xml, "Concept", "concept");
    extension(xml, "Time", "time");
    extension(xml, "Organizational", "org");
    for (Trace trace : log.traces()) {
      xml.start("trace");
      attribute(xml, "string", "concept:name", trace.caseId());
      for (LogEvent event : trace.events()) {
        event(xml, event);
      }
      xml.end();
    }
    xml.close();
  }

  private static void event(XmlOut xml, LogEvent event) throws IOException {
    xml.start("event");
    attribute(xml, "string", "concept:name", event.activity());
    if (event.hasTime()) {
      attribute(xml, "date", "time:timestamp", LogTime.format(event.timeNanos()));
      if (event.startNanos() != event.timeNanos()) {
        attribute(xml, "date", "start_timestamp", LogTime.format(event.startNanos()));
      }
    }
    String resource = event.resource();
    if (resource != null) {
      attribute(xml, "string", "org:resource", resource);
    }
    xml.end();
  }

  private static void extension(XmlOut xml, String name, String prefix) throws IOException {
    String uri = "http://www.xes-standard.org/" + prefix + ".xesext";
    xml.empty("extension", "name", name, "prefix", prefix, "uri", uri);
  }

  private static void attribute(XmlOut xml, String type, String key, String value)
      throws IOException {
    xml.empty(type, "key", key, "value", value);
  }
}
