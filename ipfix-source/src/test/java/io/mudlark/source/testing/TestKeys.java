package io.mudlark.source.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and its certificate for 127.0.0.1, signed by itself, made by the JDK's keytool.
 *
 * @param store key and certificate, PKCS #12
 * @param certificate PEM
 */
public record TestKeys(Path store, Path certificate) {
  public static final String PASSWORD = "sesame-and-more";

  /** Makes a pair in a folder. */
  public static TestKeys make(Path folder, String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Path certificate = folder.resolve(name + ".pem");
    keytool(
        store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1");
    keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
    return new TestKeys(store, certificate);
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "own", "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString(), "-noprompt"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  /** For a server that has the key. */
  public SSLContext server() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(), null, null);
    return context;
  }

  /** For a client that has the key, and trusts the server that has another one. */
  public SSLContext client(TestKeys server) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(server.certificate)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory authorities =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    authorities.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(), authorities.getTrustManagers(), null);
    return context;
  }

  private KeyManager[] keys() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    return own.getKeyManagers();
  }
}
