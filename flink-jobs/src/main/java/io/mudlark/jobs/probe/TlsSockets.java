package io.mudlark.jobs.probe;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Keys for exporting over TLS, each side showing a certificate (RFC 7011 11.3). */
public final class TlsSockets {
  private TlsSockets() {}

  /**
   * @param keys PKCS #12 store with the probe's key and certificate; null to show none
   * @param trusted PKCS #12 store with the authorities of collectors; null for the JDK's
   * @param passwordFile file whose first line opens both stores; null when they have none
   */
  public static SSLSocketFactory of(
      @Nullable Path keys, @Nullable Path trusted, @Nullable Path passwordFile)
      throws ConfigException {
    char[] password = password(passwordFile);
    try {
      KeyManager[] own = null;
      if (keys != null) {
        KeyManagerFactory factory =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store(keys, password), password);
        own = factory.getKeyManagers();
      }
      TrustManager[] authorities = null;
      if (trusted != null) {
        TrustManagerFactory factory =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store(trusted, password));
        authorities = factory.getTrustManagers();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, authorities, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new ConfigException("the TLS keys cannot be used: " + Reasons.of(e), e);
    }
  }

  private static char[] password(@Nullable Path file) throws ConfigException {
    if (file == null) {
      return new char[0];
    }
    try {
      return Files.readString(file).lines().findFirst().orElse("").toCharArray();
    } catch (IOException e) {
      throw new ConfigException(Reasons.unreadable(file, e), e);
    }
  }

  private static KeyStore store(Path file, char[] password)
      throws ConfigException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
      return store;
    } catch (NoSuchFileException e) {
      throw new ConfigException(Reasons.unreadable(file, e), e);
    } catch (IOException e) {
      throw new ConfigException(file + ": no PKCS #12 store: " + Reasons.of(e), e);
    }
  }
}
