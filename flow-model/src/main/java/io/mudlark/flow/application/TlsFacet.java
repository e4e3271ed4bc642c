package io.mudlark.flow.application;

/**
 * What a TLS client says in clear when it opens a connection (RFC 8446 4.1.2).
 *
 * @param version highest version offered, such as 0x0304 for TLS 1.3
 * @param serverName server name indication (RFC 6066), lower case; empty when it sent none
 * @param alpn application protocols offered (RFC 7301), comma separated, such as {@code mqtt}
 */
public record TlsFacet(int version, String serverName, String alpn) implements ApplicationFacet {
  @Override
  public String protocol() {
    return "tls";
  }
}
