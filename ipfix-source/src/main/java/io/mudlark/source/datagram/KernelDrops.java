package io.mudlark.source.datagram;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from Linux's table of UDP sockets how many datagrams the kernel dropped for want of buffer.
 *
 * <p>A socket is known by its inode: that of the socket of this process on this port which was not
 * there before.
 */
final class KernelDrops {
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)\\]");
  private static final int LOCAL = 1;
  private static final int INODE = 9;

  private final Path proc;

  /**
   * @param proc where the process file system is mounted, {@code /proc}
   */
  KernelDrops(Path proc) {
    this.proc = proc;
  }

  /**
   * One line of the table.
   *
   * @param port local port
   * @param inode identity of the socket
   * @param drops datagrams dropped since it was opened
   */
  record Row(int port, long inode, long drops) {}

  /** Inodes of this process's UDP sockets on a port, in ascending order; empty where unknown. */
  Set<Long> own(int port) {
    Set<Long> open = openSockets();
    Set<Long> found = new TreeSet<>();
    for (Row row : rows()) {
      if (row.port() == port && open.contains(row.inode())) {
        found.add(row.inode());
      }
    }
    return found;
  }

  /** Datagrams dropped at a socket, or -1 where the system does not say. */
  long of(long inode) {
    for (Row row : rows()) {
      if (row.inode() == inode) {
        return row.drops();
      }
    }
    return -1;
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String table : List.of("udp", "udp6")) {
      lines(proc.resolve("self/net").resolve(table)).forEach(line -> add(line, rows));
    }
    return rows;
  }

  /** None where there is no such table: not Linux, or no such family. */
  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** {@code sl local remote st tx:rx tr:tm retrnsmt uid timeout inode ref pointer drops}. */
  private static void add(String line, List<Row> rows) {
    String[] words = line.trim().split("\\s+");
    int colon = words.length > INODE + 1 ? words[LOCAL].lastIndexOf(':') : -1;
    if (colon < 0 || !words[0].endsWith(":")) {
      return;
    }
    try {
      rows.add(
          new Row(
              Integer.parseInt(words[LOCAL].substring(colon + 1).toUpperCase(Locale.ROOT), 16),
              Long.parseLong(words[INODE]),
              Long.parseLong(words[words.length - 1])));
    } catch (NumberFormatException e) {
      return; // a line of another kernel's form says nothing
    }
  }

  private Set<Long> openSockets() {
    Set<Long> inodes = new HashSet<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc.resolve("self/fd"))) {
      for (Path descriptor : descriptors) {
        Matcher socket = SOCKET.matcher(target(descriptor));
        if (socket.matches()) {
          inodes.add(Long.parseLong(socket.group(1)));
        }
      }
    } catch (IOException e) {
      return Set.of();
    }
    return inodes;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed in the meantime
    }
  }
}
