package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.secret.Secret;
import io.mudlark.jobs.elastic.ElasticSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which Elasticsearch to write to, and as whom. */
final class ElasticOptions {
  @Option(
      names = "--elastic",
      paramLabel = "URL",
      arity = "1..*",
      description = "Elasticsearch servers of one cluster: everything into indices.")
  private List<String> elastic = List.of();

  @Option(
      names = "--elastic-prefix",
      paramLabel = "NAME",
      defaultValue = ElasticSettings.DEFAULT_PREFIX,
      description = "Beginning of the names of indices (default: ${DEFAULT-VALUE}).")
  private String elasticPrefix = ElasticSettings.DEFAULT_PREFIX;

  @Option(
      names = "--elastic-api-key",
      paramLabel = "env:NAME|file:PATH",
      description = "Where the API key is.")
  private @Nullable String elasticApiKey;

  @Option(
      names = "--elastic-user",
      paramLabel = "NAME",
      description = "User for basic authentication.")
  private @Nullable String elasticUser;

  @Option(
      names = "--elastic-password",
      paramLabel = "env:NAME|file:PATH",
      description = "Where the user's password is.")
  private @Nullable String elasticPassword;

  @Option(
      names = "--elastic-ca",
      paramLabel = "FILE",
      description = "Certificate authority of the servers, PEM.")
  private @Nullable String elasticAuthority;

  @Option(
      names = "--elastic-data-streams",
      description = "Data streams instead of daily indices for results that are told once.")
  private boolean elasticDataStreams;

  @Option(
      names = "--elastic-ilm",
      description = "Install a lifecycle policy: results are deleted after 30 days.")
  private boolean elasticLifecycle;

  /**
   * What was asked for, or null when no server was.
   *
   * @throws ConfigException when servers, names or references to secrets are none
   */
  @Nullable ElasticSettings settings() throws ConfigException {
    if (elastic.isEmpty()) {
      if (elasticApiKey != null || elasticUser != null || elasticAuthority != null) {
        throw new ConfigException("--elastic: options for Elasticsearch are given, but no server");
      }
      return null;
    }
    try {
      return new ElasticSettings(
          elastic,
          elasticPrefix,
          elasticDataStreams,
          elasticLifecycle,
          false,
          secret(elasticApiKey),
          elasticUser,
          secret(elasticPassword),
          elasticAuthority);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }

  static @Nullable Secret secret(@Nullable String reference) {
    return reference == null ? null : new Secret(reference);
  }
}
