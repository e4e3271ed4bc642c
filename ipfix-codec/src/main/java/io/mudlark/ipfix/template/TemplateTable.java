package io.mudlark.ipfix.template;

import io.mudlark.ipfix.registry.ElementRegistry;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The templates in force of one transport session and observation domain. */
public final class TemplateTable {
  /** What became of a template that was announced. */
  public enum Outcome {
    NEW,
    /** The same as before: its lifetime starts again. */
    REFRESHED,
    /** Other fields under the same id: they replace the old ones (RFC 7011 8.4). */
    REDEFINED,
    /** A limit is reached, and it is not taken. */
    REFUSED
  }

  private static final class Entry {
    private RecordPlan plan;
    private long seenNanos;
    private int knowledge;

    Entry(RecordPlan plan, long seenNanos, int knowledge) {
      this.plan = plan;
      this.seenNanos = seenNanos;
      this.knowledge = knowledge;
    }
  }

  private final TemplateLimits limits;
  private final Dialects dialects;
  private final TemplateBudget budget;
  private final ElementRegistry registry;
  private final TreeMap<Integer, Entry> entries = new TreeMap<>();
  private int fields;
  private int knowledge;
  private int lastId = -1;
  private @Nullable Entry last;

  /**
   * @param limits of this table alone
   * @param registry what names the fields
   * @param dialects known exporters
   * @param budget shared with other tables
   */
  public TemplateTable(
      TemplateLimits limits, ElementRegistry registry, Dialects dialects, TemplateBudget budget) {
    this.limits = limits;
    this.budget = budget;
    this.registry = registry;
    this.dialects = dialects;
  }

  /** Takes a template in, replacing one of the same id. */
  public Outcome put(Template template, long nowNanos) {
    Entry old = entries.get(template.id());
    if (old != null && old.plan.template().equals(template)) {
      old.seenNanos = nowNanos;
      return Outcome.REFRESHED;
    }
    int growth = template.fields().size() - (old == null ? 0 : old.plan.fieldCount());
    if (entries.size() >= limits.perDomain() + (old == null ? 0 : 1)
        || fields + growth > limits.fieldsPerDomain()
        || !budget.take(growth)) {
      // what it replaces is void all the same: its fields are not those of the records to come
      remove(template.id());
      return Outcome.REFUSED;
    }
    fields += growth;
    store(template, nowNanos);
    return old == null ? Outcome.NEW : Outcome.REDEFINED;
  }

  private void store(Template template, long nowNanos) {
    RecordPlan plan = RecordPlan.compile(template, registry, dialects);
    entries.put(template.id(), new Entry(plan, nowNanos, knowledge));
    lastId = -1;
    last = null;
  }

  /** The plan of a data set id, or null when no template is in force. */
  public @Nullable RecordPlan find(int id, long nowNanos) {
    Entry entry = id == lastId ? last : entries.get(id);
    if (entry == null) {
      return null;
    }
    if (limits.lifetimeNanos() > 0 && nowNanos - entry.seenNanos > limits.lifetimeNanos()) {
      remove(id);
      return null;
    }
    lastId = id;
    last = entry;
    if (entry.knowledge != knowledge) {
      entry.knowledge = knowledge;
      entry.plan = entry.plan.isOpen() ? entry.plan.compiledAnew(registry) : entry.plan;
    }
    return entry.plan;
  }

  /** Forgets one template; says whether there was one. */
  public boolean remove(int id) {
    Entry old = entries.remove(id);
    lastId = -1;
    last = null;
    if (old == null) {
      return false;
    }
    fields -= old.plan.fieldCount();
    budget.take(-old.plan.fieldCount());
    return true;
  }

  /** Forgets all options templates, or all others (RFC 7011 8.1); says how many. */
  public int removeAll(boolean options) {
    List<Integer> ids = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          if (entry.plan.template().options() == options) {
            ids.add(id);
          }
        });
    ids.forEach(this::remove);
    return ids.size();
  }

  /**
   * Says that the registry knows more elements now. Each template that they may change is compiled
   * anew when it is next needed, so that learning costs no more than is then read.
   */
  public void learned() {
    knowledge++;
  }

  public int size() {
    return entries.size();
  }

  /** Fields of all templates together, the measure of their memory. */
  public int fieldCount() {
    return fields;
  }

  /** All templates by ascending id. */
  public List<Template> templates() {
    return entries.values().stream().map(entry -> entry.plan.template()).toList();
  }

  /** Takes the templates of another table into this empty one. */
  public void takeAll(TemplateTable other) {
    other.entries.values().forEach(entry -> put(entry.plan.template(), entry.seenNanos));
  }

  /** Writes the templates and when they were last seen. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(entries.size());
    for (Entry entry : entries.values()) {
      Template template = entry.plan.template();
      out.writeShort(template.id());
      out.writeShort(template.scopeCount());
      out.writeBoolean(template.options());
      out.writeLong(entry.seenNanos);
      out.writeShort(template.fields().size());
      for (FieldSpecifier field : template.fields()) {
        out.writeInt((int) field.enterprise());
        out.writeShort(field.id());
        out.writeShort(field.length());
      }
    }
  }

  /** Reads what {@link #writeTo} wrote into this empty table. */
  public void readFrom(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      int id = in.readUnsignedShort();
      int scopes = in.readUnsignedShort();
      boolean options = in.readBoolean();
      long seenNanos = in.readLong();
      int fieldCount = in.readUnsignedShort();
      List<FieldSpecifier> specifiers = new ArrayList<>();
      for (int f = 0; f < fieldCount; f++) {
        specifiers.add(
            new FieldSpecifier(
                in.readInt() & 0xFFFF_FFFFL, in.readUnsignedShort(), in.readUnsignedShort()));
      }
      fields += specifiers.size();
      budget.take(specifiers.size());
      store(new Template(id, scopes, options, specifiers), seenNanos);
    }
  }
}
