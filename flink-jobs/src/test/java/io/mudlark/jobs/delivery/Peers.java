package io.mudlark.jobs.delivery;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Real servers and tools that tests talk to: skipped when absent, a failure when strict. */
public final class Peers {
  private static final long PATIENCE_SECONDS = 10;

  private Peers() {}

  /** The root of the project. */
  public static Path root() {
    return Path.of(System.getProperty("mudlark.root", "..")).toAbsolutePath().normalize();
  }

  /** A program of the machine. */
  public static Path program(String name) {
    for (String folder : System.getenv("PATH").split(":")) {
      Path file = Path.of(folder).resolve(name);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    return absent(name + " is not installed");
  }

  /** Skips the test, or fails it when nothing may be skipped. */
  public static Path absent(String reason) {
    if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
      return fail(reason);
    }
    return Assumptions.abort(reason);
  }

  /** A TCP port of the loopback that is free now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends a process that a test started. */
  public static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
