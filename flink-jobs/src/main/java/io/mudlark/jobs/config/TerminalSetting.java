package io.mudlark.jobs.config;

/** Whether somebody is watching: told by the launcher, which knows the terminal. */
public final class TerminalSetting {
  private TerminalSetting() {}

  /** Whether standard error is a terminal. */
  public static boolean isInteractive() {
    return Boolean.getBoolean("mudlark.terminal");
  }
}
