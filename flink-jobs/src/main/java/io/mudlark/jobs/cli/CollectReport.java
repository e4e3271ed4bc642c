package io.mudlark.jobs.cli;

import io.mudlark.jobs.collect.CollectorAccount;
import io.mudlark.jobs.collect.IntakeAccount;
import io.mudlark.jobs.collect.StoreAccount;
import java.util.Locale;

/** Says on the terminal what a collector has done. */
final class CollectReport {
  private CollectReport() {}

  /** The counts so far, in one line. */
  static void now(CollectorAccount account) {
    StringBuilder line =
        new StringBuilder()
            .append(account.received().datagrams())
            .append(" messages, ")
            .append(account.received().records())
            .append(" records");
    for (StoreAccount store : account.stores()) {
      line.append("; ").append(store.stored()).append(" stored, ");
      line.append(store.waiting()).append(" waiting");
    }
    Terminal.say(line.toString());
  }

  /** The counts at the end. */
  static void end(CollectorAccount account) {
    IntakeAccount in = account.received();
    Terminal.say(
        String.format(
            Locale.ROOT,
            "%,d messages: %,d records, %,d of options; %,d records lost before, %,d messages"
                + " dropped by the kernel",
            in.datagrams(),
            in.records(),
            in.options(),
            in.lost(),
            account.kernelDrops()));
    if (in.hasProblems() || in.leftOut() > 0) {
      Terminal.say(
          String.format(
              Locale.ROOT,
              "not stored: %,d messages that are no flow export, %,d malformed, %,d that failed;"
                  + " %,d sets without template; %,d records that are no complete MQTT exchange",
              in.notExports(),
              in.malformed(),
              in.failed(),
              in.undecodable(),
              in.leftOut()));
    }
    for (StoreAccount store : account.stores()) {
      Terminal.say(
          String.format(
              Locale.ROOT,
              "%s: %,d stored, %,d there already, %,d refused, %,d given up",
              store.store(),
              store.stored(),
              store.present(),
              store.refused(),
              store.givenUp()));
    }
  }
}
