package io.mudlark.jobs.cluster;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * The program as one jar for a Flink cluster: own classes at the top, libraries as whole jars below
 * {@code lib/}, where Flink looks for them; Flink's own are left out, the cluster has them.
 *
 * <p>Libraries stay as they were published: nothing is merged, renamed or stripped of its
 * signatures and licences.
 */
public final class ClusterJar {
  /** By name: it knows this package, not the other way round. */
  private static final String MAIN_CLASS = "io.mudlark.jobs.ClusterMain";

  private static final Pattern PROVIDED =
      Pattern.compile(
          "(flink-(?!connector-kafka|jobs|flow).*|frocksdbjni-.*|slf4j-.*|log4j-.*|jsr305-.*)\\.jar");
  private static final String OWN = "flink-jobs-";
  private static final int BUFFER = 1 << 16;

  private ClusterJar() {}

  /**
   * Writes the jar.
   *
   * @param classPath of the running program: jars, of which one is its own
   * @throws IOException when the program does not run from jars, or the jar cannot be written
   */
  public static void write(String classPath, Path jar) throws IOException {
    List<Path> libraries = new ArrayList<>();
    Path own = null;
    for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
      Path path = Path.of(entry);
      String name = path.getFileName().toString();
      if (name.startsWith(OWN) && name.endsWith(".jar")) {
        own = path;
      } else if (name.endsWith(".jar") && !PROVIDED.matcher(name).matches()) {
        libraries.add(path);
      }
    }
    if (own == null) {
      throw new IOException("the program does not run from its jar");
    }
    libraries.sort(Comparator.comparing(path -> path.getFileName().toString()));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, MAIN_CLASS);
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jar), BUFFER);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      copyClasses(own, out);
      for (Path library : libraries) {
        out.putNextEntry(entry("lib/" + library.getFileName()));
        Files.copy(library, out);
        out.closeEntry();
      }
    }
  }

  private static void copyClasses(Path own, JarOutputStream out) throws IOException {
    try (JarFile from = new JarFile(own.toFile())) {
      Enumeration<JarEntry> entries = from.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/MANIFEST")) {
          out.putNextEntry(entry(entry.getName()));
          try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
  }

  /** With a fixed time, so that the same program makes the same jar. */
  private static JarEntry entry(String name) {
    JarEntry entry = new JarEntry(name);
    entry.setTime(315_619_200_000L);
    return entry;
  }
}
