package io.mudlark.ipfix.record;

import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.template.RecordPlan;
import io.mudlark.ipfix.template.TemplateTable;
import io.mudlark.ipfix.wire.MessageHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A window on one record inside its datagram.
 *
 * <p>The decoder moves one view from record to record: it is valid only while the sink is called.
 * Nothing is converted before it is asked for.
 */
public final class RecordView {
  private final ElementRegistry registry;
  private final TemplateTable templates;
  private final SamplingTable sampling;
  private final ListLimit listLimit;
  private final String exporter;
  private MessageHeader header;
  private long receiveNanos;
  private RecordPlan plan;
  private byte[] bytes = new byte[0];
  private int base;
  private int index;
  private int[] starts = new int[0];
  private int[] sizes = new int[0];

  /**
   * @param exporter transport session
   * @param tables what the values of records are read with
   * @param header of the first message
   * @param plan of the first record
   */
  public RecordView(String exporter, Tables tables, MessageHeader header, RecordPlan plan) {
    this.exporter = exporter;
    this.registry = tables.registry();
    this.templates = tables.templates();
    this.sampling = tables.sampling();
    this.listLimit = tables.listLimit();
    this.header = header;
    this.plan = plan;
  }

  /**
   * The state of a domain that a view looks into.
   *
   * @param registry elements by number, for the fields of lists
   * @param templates for lists of other templates
   * @param sampling what options told of samplers
   * @param listLimit how deep lists may nest
   */
  public record Tables(
      ElementRegistry registry,
      TemplateTable templates,
      SamplingTable sampling,
      ListLimit listLimit) {}

  /**
   * Goes to a message; {@link #moveTo} follows for each of its records.
   *
   * @param recordsBefore records of this message that were read already
   */
  public void enter(MessageHeader messageHeader, long receivedNanos, int recordsBefore) {
    header = messageHeader;
    receiveNanos = receivedNanos;
    index = recordsBefore - 1;
  }

  /** Says by which plan the next records are read. */
  public void use(RecordPlan recordPlan, byte[] array) {
    plan = recordPlan;
    bytes = array;
    if (starts.length < recordPlan.fieldCount()) {
      starts = new int[recordPlan.fieldCount()];
      sizes = new int[recordPlan.fieldCount()];
    }
  }

  /**
   * Goes to the record at a position.
   *
   * @return the position behind it, or -1 when it does not end before {@code limit}
   */
  public int moveTo(int position, int limit) {
    base = position;
    index++;
    if (plan.isFixed()) {
      int end = position + plan.minLength();
      return end <= limit ? end : -1;
    }
    return plan.locate(bytes, position, limit, starts, sizes);
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int field) {
    return plan.isFixed() ? base + plan.offset(field) : starts[field];
  }

  int length(int field) {
    return plan.isFixed() ? plan.length(field) : sizes[field];
  }

  public RecordPlan plan() {
    return plan;
  }

  public MessageHeader header() {
    return header;
  }

  /** Transport session. */
  public String exporter() {
    return exporter;
  }

  /** When the datagram was received, nanoseconds since the Unix epoch. */
  public long receiveNanos() {
    return receiveNanos;
  }

  /** The how-manieth record of its message this is, from 0. */
  public int indexInMessage() {
    return index;
  }

  /** What options of this domain have told of sampling so far. */
  public SamplingTable sampling() {
    return sampling;
  }

  public int fieldCount() {
    return plan.fieldCount();
  }

  public InformationElement element(int field) {
    return plan.element(field);
  }

  /** The octets of the whole record, copied: what it says, apart from where it stands. */
  public byte[] octets() {
    int last = plan.fieldCount() - 1;
    int first = start(0);
    byte[] copy = new byte[start(last) + length(last) - first];
    System.arraycopy(bytes, first, copy, 0, copy.length);
    return copy;
  }

  /** The octets of a field, copied. */
  public byte[] octets(int field) {
    byte[] copy = new byte[length(field)];
    System.arraycopy(bytes, start(field), copy, 0, copy.length);
    return copy;
  }

  /** The value of a field as {@link FieldValues} converts it. */
  public Object value(int field) {
    InformationElement element = plan.element(field);
    if (element.type().isList()) {
      return new ListReader(registry, templates, plan.dialect(), listLimit)
          .read(element.type(), bytes, start(field), length(field));
    }
    return FieldValues.value(element.type(), bytes, start(field), length(field), plan.dialect());
  }

  /**
   * All fields by name in their order; an element that occurs more than once has a list of its
   * values (RFC 7011 8).
   */
  public Map<String, Object> toMap() {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < plan.fieldCount(); i++) {
      putField(fields, plan.element(i).name(), value(i));
    }
    return fields;
  }

  /** Adds a field to a record, gathering repeated ones. */
  static void putField(Map<String, Object> fields, String name, Object value) {
    Object before = fields.get(name);
    if (before == null) {
      fields.put(name, value);
    } else if (before instanceof Repeated repeated) {
      repeated.values().add(value);
    } else {
      fields.put(name, new Repeated(new ArrayList<>(List.of(before, value))));
    }
  }

  /**
   * The values of an element that occurs more than once in a record, in their order.
   *
   * @param values at least two
   */
  public record Repeated(List<Object> values) {}
}
