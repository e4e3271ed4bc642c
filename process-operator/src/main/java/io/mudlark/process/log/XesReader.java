package io.mudlark.process.log;

import io.mudlark.process.file.LogTime;
import io.mudlark.process.file.MalformedFile;
import io.mudlark.process.file.XmlCursor;
import io.mudlark.process.file.XmlLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads event logs in XES (IEEE 1849), plain or gzipped.
 *
 * <p>Of the attributes, {@code concept:name}, {@code time:timestamp}, {@code start_timestamp} and
 * {@code org:resource} are kept. Events without a name or a readable time are refused, not dropped.
 */
public final class XesReader {
  private static final String NAME = "concept:name";
  private final XmlLimits limits;

  public XesReader() {
    this(XmlLimits.DEFAULT);
  }

  public XesReader(XmlLimits limits) {
    this.limits = limits;
  }

  /** Reads a file; gzip is recognised by its first bytes, not by the name. */
  public EventLog read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.getFileName().toString());
    }
  }

  /**
   * Reads a log.
   *
   * @param file what to call it in messages
   */
  public EventLog read(InputStream in, String file) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    int magic = buffered.read() | buffered.read() << 8;
    buffered.reset();
    InputStream plain =
        magic == GZIPInputStream.GZIP_MAGIC
            ? new BufferedInputStream(new GZIPInputStream(buffered), 1 << 16)
            : buffered;
    try (XmlCursor xml = XmlCursor.open(plain, file, limits)) {
      if (!xml.next() || !xml.isStart("log")) {
        throw new MalformedFile(file + ": not an XES log");
      }
      return log(xml);
    }
  }

  private EventLog log(XmlCursor xml) throws MalformedFile {
    List<Trace> traces = new ArrayList<>();
    while (xml.next()) {
      if (xml.isStart("trace")) {
        traces.add(trace(xml, traces.size()));
      } else if (xml.isStart()) {
        xml.skip();
      }
    }
    return new EventLog(traces);
  }

  private Trace trace(XmlCursor xml, int ordinal) throws MalformedFile {
    String caseId = null;
    List<LogEvent> events = new ArrayList<>();
    while (xml.next() && !xml.isEnd("trace")) {
      if (xml.isStart("event")) {
        events.add(event(xml));
      } else if (xml.isStart()) {
        if (NAME.equals(xml.attribute("key"))) {
          caseId = xml.required("value");
        }
        xml.skip();
      }
    }
    return new Trace(caseId == null ? "case-" + ordinal : caseId, events);
  }

  private LogEvent event(XmlCursor xml) throws MalformedFile {
    String activity = null;
    String resource = null;
    long time = LogEvent.NO_TIME;
    long start = LogEvent.NO_TIME;
    while (xml.next() && !xml.isEnd("event")) {
      if (!xml.isStart()) {
        continue;
      }
      String key = xml.attribute("key");
      if (NAME.equals(key)) {
        activity = xml.required("value");
      } else if ("org:resource".equals(key)) {
        resource = xml.required("value");
      } else if ("time:timestamp".equals(key)) {
        time = time(xml, xml.required("value"));
      } else if ("start_timestamp".equals(key)) {
        start = time(xml, xml.required("value"));
      }
      xml.skip();
    }
    return event(xml, activity, new long[] {time, start}, resource);
  }

  private static LogEvent event(
      XmlCursor xml, @Nullable String activity, long[] times, @Nullable String resource)
      throws MalformedFile {
    if (activity == null) {
      throw xml.malformed("event without concept:name");
    }
    long start = times[1] == LogEvent.NO_TIME ? times[0] : times[1];
    return new LogEvent(activity, times[0], start, resource);
  }

  private static long time(XmlCursor xml, String text) throws MalformedFile {
    try {
      return LogTime.parse(text);
    } catch (IllegalArgumentException e) {
      throw xml.malformed(String.valueOf(e.getMessage()));
    }
  }
}
