package io.mudlark.jobs;

import io.mudlark.jobs.cli.MudlarkCommand;
import java.io.IOException;

/**
 * What Flink starts in the cluster jar: {@code mudlark detect} that fails by an exception instead
 * of ending the process, which is Flink's own.
 */
public final class ClusterMain {
  private ClusterMain() {}

  /**
   * @param args of {@code mudlark detect}
   * @throws IOException when the job could not be made or failed; the log has the reason
   */
  public static void main(String[] args) throws IOException {
    String[] command = new String[args.length + 1];
    command[0] = "detect";
    System.arraycopy(args, 0, command, 1, args.length);
    int code = MudlarkCommand.execute(command);
    if (code == 1 || code == 2) {
      throw new IOException("mudlark detect ended with exit code " + code);
    }
  }
}
