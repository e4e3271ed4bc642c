package io.mudlark.ipfix.template;

import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.wire.MalformedMessage;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.ipfix.wire.SetHeader;
import io.mudlark.ipfix.wire.WireCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads template sets and options template sets of IPFIX (RFC 7011 3.4) and NetFlow v9 (RFC 3954
 * 5.2, 6.1).
 */
public final class TemplateReader {
  private static final int ENTERPRISE_BIT = 0x8000;
  private static final int RECORD_HEADER = 4;

  private final TemplateLimits limits;

  public TemplateReader(TemplateLimits limits) {
    this.limits = limits;
  }

  /** What a template set says, in its order. */
  public interface TemplateSink {
    void template(Template template);

    /** RFC 7011 8.1; id 2 or 3 withdraws all templates or all options templates. */
    void withdrawal(int templateId);

    /** A template that breaks a rule or a limit; those behind it in the set are still read. */
    void refused(int templateId, String reason);
  }

  /** Reads all templates of a set whose header has been taken off. */
  public void templates(WireCursor set, Protocol protocol, TemplateSink sink)
      throws MalformedMessage {
    int padding = set.zerosAtEnd();
    while (set.remaining() >= RECORD_HEADER && set.remaining() > padding) {
      int id = set.u16();
      int count = set.u16();
      if (count == 0) {
        withdraw(id, protocol, sink);
      } else {
        List<FieldSpecifier> fields = fields(set, count, protocol);
        offer(new Template(id, 0, false, fields), sink);
      }
    }
  }

  /** Reads all options templates of a set whose header has been taken off. */
  public void optionsTemplates(WireCursor set, Protocol protocol, TemplateSink sink)
      throws MalformedMessage {
    int padding = set.zerosAtEnd();
    while (set.remaining() >= RECORD_HEADER && set.remaining() > padding) {
      if (protocol == Protocol.NETFLOW9) {
        netflow9Options(set, sink);
      } else {
        ipfixOptions(set, sink);
      }
    }
  }

  private void ipfixOptions(WireCursor set, TemplateSink sink) throws MalformedMessage {
    int id = set.u16();
    int count = set.u16();
    if (count == 0) {
      withdraw(id, Protocol.IPFIX, sink);
      return;
    }
    int scopes = set.u16();
    List<FieldSpecifier> fields = fields(set, count, Protocol.IPFIX);
    if (scopes == 0 || scopes > count) {
      sink.refused(id, scopes + " scope fields of " + count);
      return;
    }
    offer(new Template(id, scopes, true, fields), sink);
  }

  private void netflow9Options(WireCursor set, TemplateSink sink) throws MalformedMessage {
    int offset = set.offset();
    int id = set.u16();
    int scopeOctets = set.u16();
    int optionOctets = set.u16();
    if (scopeOctets % FieldSpecifier.MIN_BYTES != 0
        || optionOctets % FieldSpecifier.MIN_BYTES != 0) {
      throw new MalformedMessage(
          offset, "options template " + id + " has lengths " + scopeOctets + ", " + optionOctets);
    }
    int scopes = scopeOctets / FieldSpecifier.MIN_BYTES;
    int options = optionOctets / FieldSpecifier.MIN_BYTES;
    set.require(scopeOctets + optionOctets);
    List<FieldSpecifier> fields = new ArrayList<>(scopes + options);
    for (int i = 0; i < scopes; i++) {
      fields.add(new FieldSpecifier(ElementRegistry.NETFLOW9_SCOPE, set.u16(), set.u16()));
    }
    fields.addAll(fields(set, options, Protocol.NETFLOW9));
    offer(new Template(id, scopes, true, fields), sink);
  }

  private static List<FieldSpecifier> fields(WireCursor set, int count, Protocol protocol)
      throws MalformedMessage {
    set.require(count * FieldSpecifier.MIN_BYTES);
    List<FieldSpecifier> fields = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int id = set.u16();
      int length = set.u16();
      if (protocol == Protocol.NETFLOW9) {
        long space = id >= ENTERPRISE_BIT ? ElementRegistry.NETFLOW9 : 0;
        fields.add(new FieldSpecifier(space, id, length));
      } else if ((id & ENTERPRISE_BIT) != 0) {
        fields.add(new FieldSpecifier(set.u32(), id & ~ENTERPRISE_BIT, length));
      } else {
        fields.add(new FieldSpecifier(0, id, length));
      }
    }
    return fields;
  }

  private static void withdraw(int id, Protocol protocol, TemplateSink sink) {
    boolean all = id == 2 || id == 3;
    if (protocol == Protocol.IPFIX && (all || id >= SetHeader.FIRST_DATA_ID)) {
      sink.withdrawal(id);
    } else {
      sink.refused(id, "no fields");
    }
  }

  private void offer(Template template, TemplateSink sink) {
    int least = template.minRecordLength();
    if (template.id() < SetHeader.FIRST_DATA_ID) {
      sink.refused(template.id(), "template ids start at 256");
    } else if (template.fields().size() > limits.fields()) {
      sink.refused(template.id(), template.fields().size() + " fields");
    } else if (template.emptyFields() > limits.emptyFields()) {
      sink.refused(template.id(), template.emptyFields() + " fields of no length");
    } else if (least == 0) {
      sink.refused(template.id(), "records of no length");
    } else if (least > limits.recordOctets()) {
      sink.refused(template.id(), "records of at least " + least + " octets");
    } else {
      sink.template(template);
    }
  }
}
