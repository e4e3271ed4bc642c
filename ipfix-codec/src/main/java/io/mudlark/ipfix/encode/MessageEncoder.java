package io.mudlark.ipfix.encode;

import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.ipfix.wire.VariableLength;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers templates and records into IPFIX (RFC 7011) or NetFlow v9 (RFC 3954) messages with
 * correct sequence numbers.
 *
 * <p>Records of one template that follow each other share a set. A message is handed out when the
 * next item would not fit, and at {@link #flush}.
 */
public final class MessageEncoder {
  private static final int MAX_MESSAGE = 65_535;
  private static final int V9_PADDING = 4;

  private final Protocol protocol;
  private final long domain;
  private final int maxOctets;
  private final ElementRegistry registry;
  private final MessageSink sink;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final ByteArrayOutputStream set = new ByteArrayOutputStream();
  private int setId = -1;
  private int records;
  private int items;
  private long sequence;
  private long exportNanos;
  private long bootNanos;

  /** Takes finished messages. */
  @FunctionalInterface
  public interface MessageSink {
    void message(byte[] octets);
  }

  /**
   * @param protocol IPFIX or NETFLOW9
   * @param domain observation domain id
   * @param maxOctets greatest message, such as 1,400 to fit a datagram
   * @param registry types of the elements to write
   * @param sink takes finished messages
   */
  public MessageEncoder(
      Protocol protocol, long domain, int maxOctets, ElementRegistry registry, MessageSink sink) {
    if (protocol == Protocol.NETFLOW5) {
      throw new IllegalArgumentException("NetFlow v5 has no templates: see NetFlow5Encoder");
    }
    if (maxOctets < 64 || maxOctets > MAX_MESSAGE) {
      throw new IllegalArgumentException("a message has 64..65535 octets, not " + maxOctets);
    }
    this.protocol = protocol;
    this.domain = domain;
    this.maxOctets = maxOctets;
    this.registry = registry;
    this.sink = sink;
  }

  /** Sets the export time of messages from now on, nanoseconds since the Unix epoch. */
  public void exportAt(long nanos) {
    exportNanos = nanos;
  }

  /** Sets when the exporter started, which NetFlow v9's uptimes count from. */
  public void startedAt(long nanos) {
    bootNanos = nanos;
  }

  /** Goes on from a sequence number, as after a restart. */
  public void continueFrom(long number) {
    sequence = number & 0xFFFF_FFFFL;
  }

  /** The sequence number of the next message. */
  public long sequence() {
    return sequence;
  }

  /** Adds a template, or an options template, to the message. */
  public void template(Template template) {
    boolean v9 = protocol == Protocol.NETFLOW9;
    int id = template.options() ? (v9 ? 1 : 3) : (v9 ? 0 : 2);
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    put(octets, 2, template.id());
    if (!template.options()) {
      put(octets, 2, template.fields().size());
    } else if (v9) {
      put(octets, 2, template.scopeCount() * 4L);
      put(octets, 2, (template.fields().size() - template.scopeCount()) * 4L);
    } else {
      put(octets, 2, template.fields().size());
      put(octets, 2, template.scopeCount());
    }
    for (FieldSpecifier field : template.fields()) {
      specifier(octets, field);
    }
    add(id, octets.toByteArray());
  }

  private void specifier(ByteArrayOutputStream octets, FieldSpecifier field) {
    boolean enterprise = protocol == Protocol.IPFIX && field.enterprise() != 0;
    put(octets, 2, enterprise ? field.id() | 0x8000 : field.id());
    put(octets, 2, field.length());
    if (enterprise) {
      put(octets, 4, field.enterprise());
    }
  }

  /** Withdraws a template (RFC 7011 8.1; streams only, never over UDP). */
  public void withdraw(Template template) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    put(octets, 2, template.id());
    put(octets, 2, 0);
    add(template.options() ? 3 : 2, octets.toByteArray());
  }

  /**
   * Adds a record.
   *
   * @param template its layout, which must have been announced
   * @param values one for each field, of the types that {@link io.mudlark.ipfix.record.FieldValues}
   *     gives; null for zeros
   */
  public void record(Template template, List<? extends @Nullable Object> values) {
    if (values.size() != template.fields().size()) {
      throw new IllegalArgumentException(
          values.size() + " values for " + template.fields().size() + " fields");
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < values.size(); i++) {
      FieldSpecifier field = template.fields().get(i);
      InformationElement known = registry.find(field.enterprise(), field.id());
      InformationElement element =
          known != null ? known : InformationElement.unknown(field.enterprise(), field.id());
      byte[] value = FieldEncoder.octets(element.type(), field.length(), values.get(i));
      if (field.isVariable()) {
        prefix(octets, value.length);
      }
      octets.writeBytes(value);
    }
    add(template.id(), octets.toByteArray());
    records++;
  }

  private static void prefix(ByteArrayOutputStream octets, int length) {
    if (VariableLength.prefix(length) == 1) {
      octets.write(length);
    } else {
      octets.write(255);
      put(octets, 2, length);
    }
  }

  private void add(int id, byte[] octets) {
    int header = protocol.headerLength();
    int openSet = set.size() == 0 ? 0 : set.size() + 4 + V9_PADDING;
    int own = octets.length + (id == setId ? 0 : 4) + V9_PADDING;
    if (header + own > maxOctets) {
      throw new IllegalArgumentException(
          "an item of " + octets.length + " octets does not fit a message of " + maxOctets);
    }
    if (header + body.size() + openSet + own > maxOctets) {
      flush();
    }
    if (id != setId) {
      closeSet();
      setId = id;
    }
    set.writeBytes(octets);
    items++;
  }

  private void closeSet() {
    if (set.size() > 0) {
      int padding = protocol == Protocol.NETFLOW9 ? (4 - set.size() % 4) % 4 : 0;
      put(body, 2, setId);
      put(body, 2, set.size() + 4L + padding);
      body.writeBytes(set.toByteArray());
      body.writeBytes(new byte[padding]);
      set.reset();
    }
    setId = -1;
  }

  /** Hands out what has been gathered, if anything. */
  public void flush() {
    closeSet();
    if (body.size() == 0) {
      return;
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    long seconds = Math.floorDiv(exportNanos, 1_000_000_000L);
    put(message, 2, protocol.version());
    if (protocol == Protocol.IPFIX) {
      put(message, 2, protocol.headerLength() + (long) body.size());
    } else {
      put(message, 2, items);
      put(message, 4, (seconds * 1_000_000_000L - bootNanos) / 1_000_000L);
    }
    put(message, 4, seconds);
    put(message, 4, sequence);
    put(message, 4, domain);
    message.writeBytes(body.toByteArray());
    boolean byRecord = protocol.sequenceUnit() == Protocol.SequenceUnit.RECORDS;
    sequence = sequence + (byRecord ? records : 1) & 0xFFFF_FFFFL;
    records = 0;
    items = 0;
    body.reset();
    sink.message(message.toByteArray());
  }

  static void put(ByteArrayOutputStream out, int width, long value) {
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }

  /** What is gathered so far, to make lists of templates readable in tests and logs. */
  static List<FieldSpecifier> fields(ElementRegistry registry, String... names) {
    List<FieldSpecifier> fields = new ArrayList<>();
    for (String name : names) {
      InformationElement element = registry.named(name);
      int length = element.type().length() == 0 ? VariableLength.MARK : element.type().length();
      fields.add(new FieldSpecifier(element.enterprise(), element.id(), length));
    }
    return fields;
  }
}
