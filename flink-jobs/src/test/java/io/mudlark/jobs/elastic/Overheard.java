package io.mudlark.jobs.elastic;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * Listens to all that is logged at DEBUG, from all libraries too, and keeps lines with a secret.
 */
final class Overheard extends Writer {
  private final List<String> secrets;
  private final List<String> told = new ArrayList<>();
  private long lines;

  private Overheard(List<String> secrets) {
    this.secrets = secrets;
  }

  static Overheard listenFor(String... secrets) {
    Overheard listener = new Overheard(List.of(secrets));
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    PatternLayout layout = PatternLayout.newBuilder().withPattern("%p %c %m%n%throwable").build();
    WriterAppender appender =
        WriterAppender.createAppender(layout, null, listener, "overheard", false, false);
    appender.start();
    for (LoggerConfig logger : context.getConfiguration().getLoggers().values()) {
      if (logger.getName().isEmpty()) {
        logger.getAppenders().keySet().forEach(logger::removeAppender);
        logger.setLevel(Level.DEBUG);
      }
      logger.addAppender(appender, Level.DEBUG, null);
    }
    context.updateLoggers();
    return listener;
  }

  /** Lines in which a secret stands. */
  synchronized List<String> told() {
    return List.copyOf(told);
  }

  /** How many lines there were at all. */
  synchronized long lines() {
    return lines;
  }

  @Override
  public synchronized void write(char[] text, int offset, int length) {
    String line = new String(text, offset, length);
    lines++;
    if (secrets.stream().anyMatch(line::contains)) {
      told.add(line);
    }
  }

  @Override
  public void flush() {
    // nothing is kept back
  }

  /** Logs go where the configuration says again. */
  @Override
  public void close() {
    ((LoggerContext) LogManager.getContext(false)).reconfigure();
  }
}
