package io.mudlark.ipfix.template;

/**
 * What makes a template unique: ids are scoped to transport session and observation domain (RFC
 * 7011 3.4.1), and two exporters may use the same.
 *
 * @param session the transport session: the exporter's address and port, or a connection
 * @param domain observation domain id
 * @param templateId data set id, from 256 on
 */
public record TemplateKey(String session, long domain, int templateId) {
  public TemplateKey {
    if (templateId < 256 || templateId > 65535) {
      throw new IllegalArgumentException("data template ids are 256..65535: " + templateId);
    }
  }
}
