package io.mudlark.ipfix.fuzz;

import io.mudlark.ipfix.decode.Bytes;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.template.Dialects;
import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.ipfix.template.TemplateLimits;
import io.mudlark.ipfix.template.TemplateReader;
import io.mudlark.ipfix.template.TemplateTable;
import io.mudlark.ipfix.wire.MalformedMessage;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.ipfix.wire.WireCursor;
import java.util.Arrays;
import java.util.Random;

/**
 * Template sets made at random, most of them nearly right, into a small table: its limits hold,
 * what it counts is what it holds, and a template that is offered keeps the rules.
 */
public final class TemplateFuzzer implements Fuzzer {
  private static final TemplateLimits LIMITS = new TemplateLimits(20, 12, 300, 150, 3, 50);
  private static final int[] LENGTHS = {0, 1, 2, 4, 4, 4, 8, 16, 65535, 299, 65534};

  private final ElementRegistry registry = ElementRegistry.standard();
  private final TemplateReader reader = new TemplateReader(LIMITS);
  private TemplateBudget budget = new TemplateBudget(140);
  private TemplateTable table = table();
  private long now;
  private long offered;
  private long refused;

  private TemplateTable table() {
    return new TemplateTable(LIMITS, registry, Dialects.standard(), budget);
  }

  @Override
  public void once(Random random) {
    now++;
    Protocol protocol = random.nextBoolean() ? Protocol.IPFIX : Protocol.NETFLOW9;
    boolean options = random.nextInt(3) == 0;
    Bytes set = Bytes.of();
    int templates = 1 + random.nextInt(4);
    for (int i = 0; i < templates; i++) {
      template(set, protocol, options, random);
    }
    byte[] octets = set.octets();
    if (random.nextInt(5) == 0) {
      octets = Arrays.copyOf(octets, random.nextInt(octets.length + 1));
    }
    try {
      WireCursor cursor = WireCursor.over(octets);
      if (options) {
        reader.optionsTemplates(cursor, protocol, new Into(octets.length));
      } else {
        reader.templates(cursor, protocol, new Into(octets.length));
      }
    } catch (MalformedMessage e) {
      Fuzzer.require(e.offset() <= octets.length, "a fault behind the end of the set");
    }
    table.find(256 + random.nextInt(40), now);
    sound();
  }

  private static void template(Bytes set, Protocol protocol, boolean options, Random random) {
    int fields = random.nextInt(10) == 0 ? random.nextInt(65536) : random.nextInt(15);
    int id = random.nextInt(20) == 0 ? random.nextInt(300) : 256 + random.nextInt(40);
    int scopes = random.nextInt(4);
    if (options && protocol == Protocol.NETFLOW9) {
      set.u16(id, scopes * 4, Math.min(65_535, fields * 4 + (random.nextInt(9) == 0 ? 1 : 0)));
    } else {
      set.u16(id, fields);
      if (options && fields > 0) {
        set.u16(scopes);
      }
    }
    int written = Math.min(fields, 15) + (options && protocol == Protocol.NETFLOW9 ? scopes : 0);
    for (int i = 0; i < written; i++) {
      boolean enterprise = random.nextInt(6) == 0;
      set.u16(enterprise ? 0x8000 | random.nextInt(400) : random.nextInt(400));
      set.u16(LENGTHS[random.nextInt(LENGTHS.length)]);
      if (enterprise && protocol == Protocol.IPFIX) {
        set.u32(random.nextBoolean() ? 29305 : 6871);
      }
    }
  }

  private final class Into implements TemplateReader.TemplateSink {
    private final int octets;

    Into(int octets) {
      this.octets = octets;
    }

    @Override
    public void template(Template template) {
      offered++;
      Fuzzer.require(template.fields().size() * 4 <= octets, "more fields than octets");
      Fuzzer.require(template.minRecordLength() > 0, "records of no length: " + template);
      Fuzzer.require(template.minRecordLength() <= LIMITS.recordOctets(), "long: " + template);
      Fuzzer.require(template.fields().size() <= LIMITS.fields(), "fields: " + template);
      Fuzzer.require(template.emptyFields() <= LIMITS.emptyFields(), "empty: " + template);
      Fuzzer.require(template.id() >= 256, "id: " + template);
      table.put(template, now);
    }

    @Override
    public void withdrawal(int templateId) {
      if (templateId < 256) {
        table.removeAll(templateId == 3);
      } else {
        table.remove(templateId);
      }
    }

    @Override
    public void refused(int templateId, String reason) {
      refused++;
      table.remove(templateId);
    }
  }

  private void sound() {
    int fields = 0;
    for (Template template : table.templates()) {
      for (FieldSpecifier field : template.fields()) {
        Fuzzer.require(field.length() >= 0 && field.length() <= 65_535, "field " + field);
      }
      fields += template.fields().size();
    }
    Fuzzer.require(table.size() <= LIMITS.perDomain(), "too many templates");
    Fuzzer.require(fields == table.fieldCount(), "fields are miscounted");
    Fuzzer.require(fields <= LIMITS.fieldsPerDomain(), "too many fields");
    Fuzzer.require(budget.used() == fields, "the budget is miscounted");
  }

  @Override
  public void check() {
    Fuzzer.require(offered > 0 && refused > 0, "nothing is offered, or nothing refused");
    budget = new TemplateBudget(140);
    table = table();
  }
}
