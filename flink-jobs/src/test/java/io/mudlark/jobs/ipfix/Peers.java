package io.mudlark.jobs.ipfix;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Tools and captures of other projects that happen to be on this machine. */
final class Peers {
  private Peers() {}

  /** Skips the test when a tool is not there; fails it when tools are demanded. */
  static void needs(String... tools) {
    for (String tool : tools) {
      boolean found = false;
      for (String folder : (System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator)) {
        found |= Files.isExecutable(Path.of(folder, tool));
      }
      if (!found) {
        missing(tool + " is not installed");
      }
    }
  }

  /** The folder of captures of other projects. */
  static Path shared() {
    Path shared = Path.of(System.getProperty("mudlark.root", "..")).resolve("../shared");
    if (!Files.isDirectory(shared)) {
      missing("../shared is missing");
    }
    return shared.toAbsolutePath().normalize();
  }

  private static void missing(String reason) {
    if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }

  static int freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Starts a tool whose output goes to a file of its name. */
  static Process start(Path folder, List<String> command) throws IOException {
    return start(folder, command.get(0) + ".log", command);
  }

  /** The same with a name for the file. */
  static Process start(Path folder, String log, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log).toFile())
        .start();
  }

  /** Ends a tool of ours, kindly, then not. */
  static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(15, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
