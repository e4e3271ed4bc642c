package io.mudlark.jobs;

import io.mudlark.jobs.cli.MudlarkCommand;

/** Starts Mudlark from the command line. */
public final class Mudlark {
  private Mudlark() {}

  public static void main(String[] args) {
    System.exit(MudlarkCommand.execute(args));
  }
}
