package io.mudlark.source.datagram;

import io.mudlark.flow.IpAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Whom a TLS listener lets in: exporters with a certificate of a trusted authority (RFC 7011 11.3)
 * that names one of the expected hosts (11.4).
 *
 * @param context keys of this collector and the authorities it trusts
 * @param exporters names or addresses of which a certificate must hold one as a subject alternative
 *     name; empty to take any that the authorities signed
 */
record TlsPolicy(SSLContext context, Set<String> exporters) {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  TlsPolicy {
    exporters = Set.copyOf(exporters);
  }

  /** TLS 1.2 and newer, both sides with certificates. */
  SSLParameters parameters() {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setNeedClientAuth(true);
    return parameters;
  }

  /**
   * Refuses an exporter whose certificate names none of the expected hosts.
   *
   * @throws SSLException naming what it does name
   */
  void check(SSLSession session) throws SSLException {
    if (exporters.isEmpty()) {
      return;
    }
    Certificate certificate = session.getPeerCertificates()[0];
    if (!(certificate instanceof X509Certificate x509)) {
      throw new SSLException("the exporter's certificate is not X.509");
    }
    try {
      Collection<List<?>> names = x509.getSubjectAlternativeNames();
      if (names == null || names.stream().noneMatch(this::isExpected)) {
        throw new SSLException("the exporter's certificate names none of " + sorted());
      }
    } catch (CertificateParsingException e) {
      throw new SSLException("the names in the exporter's certificate cannot be read", e);
    }
  }

  private List<String> sorted() {
    return exporters.stream().sorted().toList();
  }

  private boolean isExpected(List<?> name) {
    if (!(name.get(0) instanceof Integer kind) || !(name.get(1) instanceof String value)) {
      return false;
    }
    return exporters.stream()
        .anyMatch(
            expected ->
                kind == DNS_NAME
                    ? matches(value, expected)
                    : kind == IP_ADDRESS && isSameAddress(value, expected));
  }

  /** A wildcard stands for the whole leftmost label (RFC 6125 6.4.3). */
  static boolean matches(String inCertificate, String expected) {
    String pattern = inCertificate.toLowerCase(Locale.ROOT);
    String host = expected.toLowerCase(Locale.ROOT);
    if (!pattern.startsWith("*.")) {
      return pattern.equals(host);
    }
    int dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).equals(pattern.substring(1));
  }

  private static boolean isSameAddress(String inCertificate, String expected) {
    IpAddress one = literal(inCertificate);
    return one != null && one.equals(literal(expected));
  }

  private static @Nullable IpAddress literal(String text) {
    return IpAddress.isLiteral(text) ? IpAddress.parse(text) : null;
  }
}
