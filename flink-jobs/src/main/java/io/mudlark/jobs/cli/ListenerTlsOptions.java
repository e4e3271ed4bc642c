package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.source.datagram.TlsKeys;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that receive exports over TLS: whose keys, and whom to let in. */
final class ListenerTlsOptions {
  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Certificate of tls:// listeners, PEM; or a PKCS #12 store (.p12).")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Its private key, PKCS #8 PEM; not needed with a store.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Authorities that sign exporters' certificates, PEM or PKCS #12.")
  private @Nullable Path tlsAuthorities;

  @Option(
      names = "--tls-password",
      paramLabel = "PASSWORD",
      defaultValue = "",
      description = "Password of the PKCS #12 stores; better in the --config file.")
  private String tlsPassword = "";

  @Option(
      names = "--tls-exporter",
      paramLabel = "NAME",
      description = "A name that exporters' certificates must hold; may be given several times.")
  private List<String> tlsExporters = List.of();

  /** The keys, or null when none were given. */
  @Nullable TlsKeys keys() throws ConfigException {
    if (tlsCertificate == null && tlsKey == null && tlsAuthorities == null) {
      return null;
    }
    if (tlsCertificate == null || tlsAuthorities == null) {
      throw new ConfigException("TLS takes --tls-cert and --tls-ca, and --tls-key for PEM");
    }
    return new TlsKeys(
        tlsCertificate.toString(),
        tlsKey == null ? "" : tlsKey.toString(),
        tlsAuthorities.toString(),
        tlsPassword,
        tlsExporters);
  }
}
