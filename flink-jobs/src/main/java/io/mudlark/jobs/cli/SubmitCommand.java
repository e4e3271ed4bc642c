package io.mudlark.jobs.cli;

import io.mudlark.jobs.cluster.ClusterJar;
import io.mudlark.jobs.config.ClusterEnvironment;
import io.mudlark.jobs.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudlark submit}: takes the job to a Flink cluster. */
@Command(
    name = "submit",
    sortOptions = false,
    description = {
      "Takes 'mudlark detect' to a Flink cluster.",
      "Puts the program into a jar for the cluster and hands it to the cluster's own client,"
          + " 'flink run'."
    },
    footer = {
      "",
      "Examples:",
      "  mudlark submit --flink /opt/flink --parallelism 8 -- --kafka broker:9092/exports"
          + " --mud profiles/ --devices devices.csv --elastic http://es:9200",
      "  mudlark submit --flink /opt/flink --from file:///savepoints/savepoint-1 -- ...",
      "  mudlark submit --jar-only mudlark-cluster.jar"
    })
final class SubmitCommand implements Callable<Integer> {
  private static final String MAIN = "io.mudlark.jobs.ClusterMain";

  @Option(
      names = "--flink",
      paramLabel = "DIR",
      description = "Flink 2.3, whose configuration names the cluster (default: FLINK_HOME).")
  private @Nullable Path flink;

  @Option(
      names = "--jobmanager",
      paramLabel = "HOST:PORT",
      description = "Another cluster than the one in Flink's configuration.")
  private @Nullable String jobManager;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks per keyed operator (default: what the cluster says).")
  private @Nullable Integer parallelism;

  @Option(
      names = "--from",
      paramLabel = "SAVEPOINT",
      description = "Go on where a job was stopped with a savepoint.")
  private @Nullable String from;

  @Option(names = "--attached", description = "Wait for the job's end.")
  private boolean attached;

  @Option(
      names = "--jar-only",
      paramLabel = "FILE",
      description = "Write the jar and submit nothing.")
  private @Nullable Path jarOnly;

  @Parameters(paramLabel = "OPTION", description = "Options of 'mudlark detect', after --.")
  private List<String> options = List.of();

  @Override
  public Integer call() throws Exception {
    String classPath = ClusterEnvironment.classPath();
    if (jarOnly != null) {
      ClusterJar.write(classPath, jarOnly);
      Terminal.say(jarOnly + ": " + Files.size(jarOnly) / 1_000_000 + " MB");
      return ExitCodes.OK;
    }
    Path client = client();
    Path jar = Files.createTempFile("mudlark-cluster-", ".jar");
    try {
      ClusterJar.write(classPath, jar);
      return new ProcessBuilder(command(client, jar)).inheritIO().start().waitFor() == 0
          ? ExitCodes.OK
          : ExitCodes.FAILED;
    } finally {
      Files.deleteIfExists(jar);
    }
  }

  private Path client() throws ConfigException, IOException {
    Path folder = flink != null ? flink : ClusterEnvironment.flinkHome();
    if (folder == null) {
      throw new ConfigException("--flink: where is Flink? FLINK_HOME is not set either");
    }
    Path client = folder.resolve("bin/flink");
    if (!Files.isExecutable(client)) {
      throw new ConfigException("--flink: " + client + " is not there or cannot be run");
    }
    return client;
  }

  private List<String> command(Path client, Path jar) {
    List<String> command = new ArrayList<>(List.of(client.toString(), "run"));
    if (!attached) {
      command.add("--detached");
    }
    if (jobManager != null) {
      command.addAll(List.of("--jobmanager", jobManager));
    }
    if (parallelism != null) {
      command.addAll(List.of("--parallelism", Integer.toString(parallelism)));
    }
    if (from != null) {
      command.addAll(List.of("--fromSavepoint", from));
    }
    command.addAll(List.of("--class", MAIN, jar.toString()));
    command.addAll(options);
    return command;
  }
}
