package io.mudlark.source.datagram;

import io.mudlark.probe.capture.UnreadableCapture;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a TLS listener's keys lie, and which exporters it expects (RFC 7011 11.3, 11.4).
 *
 * @param certificate PEM file with this collector's certificate and its chain; or, when {@code key}
 *     is empty, a PKCS #12 store with certificate and key
 * @param key PEM file with the private key in PKCS #8, not encrypted; empty for a store
 * @param authorities PEM file with the authorities that sign exporters, or a PKCS #12 store named
 *     {@code .p12} or {@code .pfx}
 * @param password of the stores; empty when there are none
 * @param exporters names or addresses of which an exporter's certificate must hold one; empty to
 *     take any that the authorities signed
 */
public record TlsKeys(
    String certificate, String key, String authorities, String password, List<String> exporters)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String PKCS12 = "PKCS12";

  public TlsKeys {
    exporters = List.copyOf(exporters);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "TlsKeys[" + certificate + ", " + key + ", " + authorities + ", " + exporters + "]";
  }

  /** Reads the keys; the message of a failure names the file. */
  TlsPolicy open() throws IOException {
    try {
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      KeyStore keys = key.isEmpty() ? store(certificate) : pemKeys();
      own.init(keys, password.toCharArray());
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(isStore(authorities) ? store(authorities) : pemAuthorities());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return new TlsPolicy(context, Set.copyOf(exporters));
    } catch (GeneralSecurityException e) {
      throw new IOException("the TLS keys cannot be used: " + e.getMessage(), e);
    } catch (FileSystemException e) {
      throw new IOException(UnreadableCapture.of(Path.of(e.getFile()), e).problem().toString(), e);
    }
  }

  private static boolean isStore(String path) {
    return path.endsWith(".p12") || path.endsWith(".pfx");
  }

  private KeyStore store(String path) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(PKCS12);
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      store.load(in, password.toCharArray());
      return store;
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  private KeyStore pemKeys() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(PKCS12);
    store.load(null, null);
    Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
    store.setKeyEntry("collector", privateKey(), password.toCharArray(), chain);
    return store;
  }

  private KeyStore pemAuthorities() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(PKCS12);
    store.load(null, null);
    int count = 0;
    for (Certificate authority : certificates(authorities)) {
      store.setCertificateEntry("authority-" + count++, authority);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(String path)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IOException(path + ": holds no certificate");
      }
      return found;
    }
  }

  private PrivateKey privateKey() throws IOException {
    String text = Files.readString(Path.of(key), StandardCharsets.US_ASCII);
    int begin = text.indexOf("-----BEGIN PRIVATE KEY-----");
    int end = text.indexOf("-----END PRIVATE KEY-----");
    if (begin < 0 || end < begin) {
      throw new IOException(key + ": holds no unencrypted PKCS #8 private key in PEM");
    }
    String body = text.substring(text.indexOf('\n', begin) + 1, end);
    try {
      PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
      for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
        PrivateKey found = tryKey(algorithm, spec);
        if (found != null) {
          return found;
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(key + ": the private key is damaged", e);
    }
    throw new IOException(key + ": the private key is neither RSA nor EC nor Ed25519");
  }

  private static @Nullable PrivateKey tryKey(String algorithm, PKCS8EncodedKeySpec spec) {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      return null;
    }
  }
}
