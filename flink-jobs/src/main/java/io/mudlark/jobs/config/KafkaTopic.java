package io.mudlark.jobs.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic of raw export messages, written {@code HOST:PORT[,HOST:PORT...]/TOPIC}.
 *
 * @param brokers where to ask first, separated by commas
 * @param topic the topic
 */
public record KafkaTopic(String brokers, String topic) {
  private static final Pattern FORM =
      Pattern.compile("([^/\\s,]+:\\d{1,5}(?:,[^/\\s,]+:\\d{1,5})*)/([A-Za-z0-9._-]{1,249})");

  /**
   * Reads the written form.
   *
   * @throws ConfigException saying what is wrong
   */
  public static KafkaTopic parse(String text) throws ConfigException {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new ConfigException(
          "--kafka: '" + text + "' is not of the form HOST:PORT[,HOST:PORT...]/TOPIC");
    }
    return new KafkaTopic(form.group(1), form.group(2));
  }
}
