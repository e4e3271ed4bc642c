package io.mudlark.jobs.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who may vouch for a server: the authorities that the JDK knows, or those of a file instead.
 *
 * @param file certificates, PEM, where the sink runs; null for the JDK's
 */
public record TrustedAuthorities(@Nullable String file) implements Serializable {
  private static final long serialVersionUID = 1L;
  public static final TrustedAuthorities OF_THE_JDK = new TrustedAuthorities(null);

  /**
   * For connections that ask for a trusted server.
   *
   * @throws IOException when the file cannot be read or has no certificates
   */
  public SSLContext context() throws IOException {
    try {
      if (file == null) {
        return SSLContext.getDefault();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        for (Certificate it : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("authority-" + number++, it);
        }
      }
      if (number == 0) {
        throw new IOException(file + ": no certificates");
      }
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": no certificates: " + e.getMessage(), e);
    }
  }
}
