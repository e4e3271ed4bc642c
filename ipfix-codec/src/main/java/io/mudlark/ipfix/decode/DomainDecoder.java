package io.mudlark.ipfix.decode;

import io.mudlark.ipfix.ledger.Arrival;
import io.mudlark.ipfix.ledger.DecodeFate;
import io.mudlark.ipfix.ledger.LossLedger;
import io.mudlark.ipfix.record.ListLimit;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.record.SamplingTable;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.template.Dialect;
import io.mudlark.ipfix.template.RecordPlan;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.ipfix.template.TemplateReader;
import io.mudlark.ipfix.template.TemplateTable;
import io.mudlark.ipfix.wire.MalformedMessage;
import io.mudlark.ipfix.wire.MessageHeader;
import io.mudlark.ipfix.wire.NetworkOrder;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.ipfix.wire.SetHeader;
import io.mudlark.ipfix.wire.WireCursor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the messages of one exporter and observation domain, and is all the state that this
 * takes: templates, sampling, learned elements, parked data and the ledger.
 *
 * <p>One datagram does work in proportion to its length, whatever its counts and lengths claim.
 */
public final class DomainDecoder {
  private static final byte SNAPSHOT_VERSION = 2;
  private static final byte WITH_ONE_TABLE = 1;
  private static final int TEMPLATE_SET = 2;
  private static final int OPTIONS_TEMPLATE_SET = 3;

  private final DomainKey key;
  private final TemplateReader templateReader;
  private final TemplateTable templates;
  private final TemplateTable netflow9Templates;
  private final SamplingTable sampling;
  private final LearnedElements learned;
  private final ElementRegistry registry;
  private final ListLimit listLimit;
  private final LossLedger ledger;
  private final SetParking parking;
  private final RecordPlan netflow5;
  private @Nullable RecordView view;

  /**
   * @param key exporter and domain
   * @param settings tables and limits
   * @param budget memory of templates shared with other domains
   */
  public DomainDecoder(DomainKey key, DecodeSettings settings, TemplateBudget budget) {
    DecodeLimits limits = settings.limits();
    this.key = key;
    this.templateReader = new TemplateReader(limits.templates());
    this.learned = new LearnedElements(settings.registry(), limits.learnedElements());
    this.registry = learned.registry();
    this.templates = new TemplateTable(limits.templates(), registry, settings.dialects(), budget);
    this.netflow9Templates =
        new TemplateTable(limits.templates(), registry, settings.dialects(), budget);
    this.sampling = new SamplingTable(limits.selectors());
    this.listLimit = new ListLimit(limits.listDepth());
    this.ledger = new LossLedger(limits.reorderWindow(), limits.maxGap());
    this.parking = new SetParking(limits.parking(), ledger);
    this.netflow5 =
        RecordPlan.compile(NetFlow5Layout.RECORD, settings.registry(), settings.dialects());
  }

  /** A message whose header has been read, on its way through the decoder. */
  private static final class Message {
    private final MessageHeader header;
    private final long receiveNanos;
    private final RecordSink sink;

    /** Whether it came before: its records were handed on then, and are only counted now. */
    private final boolean repeated;

    private int records;
    private int options;
    private int uncountedSets;
    private boolean broken;
    private boolean firstUse = true;

    Message(MessageHeader header, long receiveNanos, RecordSink sink, boolean repeated) {
      this.header = header;
      this.receiveNanos = receiveNanos;
      this.sink = sink;
      this.repeated = repeated;
    }

    boolean isUncounted() {
      return broken || uncountedSets > 0;
    }
  }

  /**
   * Decodes one message. Of one that the ledger has seen a moment ago the records go nowhere.
   *
   * @param header read from it
   * @param body a cursor behind the header that ends where the message ends
   * @param receiveNanos when it came, nanoseconds since the Unix epoch
   * @param sink takes the records
   */
  public void decode(MessageHeader header, WireCursor body, long receiveNanos, RecordSink sink) {
    long hash = contentHash(header.exportNanos(), body);
    boolean repeated = ledger.isRepeated(header.protocol(), header.sequence(), hash);
    Message message = new Message(header, receiveNanos, sink, repeated);
    try {
      if (header.protocol() == Protocol.NETFLOW5) {
        netflow5(body, message);
      } else {
        sets(body, message);
      }
      ledger.count(DecodeFate.MESSAGES_READ);
    } catch (MalformedMessage e) {
      ledger.count(DecodeFate.MESSAGES_MALFORMED);
      message.broken = true;
      sink.problem(
          "exporter " + key.exporter() + ", domain " + key.domain() + ", " + e.getMessage());
    }
    account(message, hash);
  }

  /** Counts octets of a datagram behind the end of its message: only one fits (RFC 7011 10.3.3). */
  public void trailing(int octets) {
    ledger.count(DecodeFate.TRAILING_OCTETS, octets);
  }

  /**
   * Ends the session: its templates go (RFC 7011 8.1), and what waits for one is undecodable. The
   * ledger stays.
   */
  public void end() {
    for (TemplateTable table : List.of(templates, netflow9Templates)) {
      table.removeAll(true);
      table.removeAll(false);
    }
    parking.giveUpAll();
    view = null;
  }

  private void account(Message message, long hash) {
    MessageHeader header = message.header;
    long uptime = header.sysUptimeMillis();
    long boot = uptime < 0 ? 0 : header.exportNanos() - uptime * 1_000_000L;
    ledger.arrive(
        header.protocol(),
        new Arrival(
            header.sequence(),
            message.records,
            message.options,
            message.isUncounted(),
            header.exportNanos(),
            boot,
            hash));
    if (header.protocol() == Protocol.NETFLOW5 && header.count() != message.records) {
      ledger.count(DecodeFate.COUNT_WRONG);
    }
  }

  private void sets(WireCursor body, Message message) throws MalformedMessage {
    int found = 0;
    while (body.remaining() >= SetHeader.BYTES) {
      if (body.remaining() > SetHeader.BYTES && isZeroTail(body, message)) {
        ledger.count(DecodeFate.TRAILING_OCTETS, body.remaining());
        return;
      }
      SetHeader set = SetHeader.read(body);
      found += set(set, body.take(set.length() - SetHeader.BYTES), message);
    }
    ledger.count(DecodeFate.TRAILING_OCTETS, body.remaining());
    boolean v9 = message.header.protocol() == Protocol.NETFLOW9;
    if (v9 && !message.isUncounted() && found != message.header.count()) {
      ledger.count(DecodeFate.COUNT_WRONG);
    }
  }

  /** NetFlow v9 has no message length: some exporters fill their datagrams up with zeros. */
  private static boolean isZeroTail(WireCursor body, Message message) {
    return message.header.protocol() == Protocol.NETFLOW9
        && body.array()[body.position()] == 0
        && body.array()[body.position() + 2] == 0
        && body.array()[body.position() + 3] == 0
        && body.restIsZero();
  }

  /** Reads one set; says how many records and templates it held. */
  private int set(SetHeader header, WireCursor body, Message message) throws MalformedMessage {
    boolean v9 = message.header.protocol() == Protocol.NETFLOW9;
    int templateSet = v9 ? 0 : TEMPLATE_SET;
    int optionsSet = v9 ? 1 : OPTIONS_TEMPLATE_SET;
    if (header.id() >= SetHeader.FIRST_DATA_ID) {
      return data(header.id(), body, message);
    }
    Announcements announced = new Announcements(message);
    if (header.id() == templateSet) {
      templateReader.templates(body, message.header.protocol(), announced);
    } else if (header.id() == optionsSet) {
      templateReader.optionsTemplates(body, message.header.protocol(), announced);
    } else {
      ledger.count(DecodeFate.SETS_UNKNOWN);
    }
    return announced.count;
  }

  private int data(int id, WireCursor body, Message message) {
    RecordPlan plan = templates(message.header.protocol()).find(id, message.receiveNanos);
    if (plan == null) {
      message.uncountedSets++;
      if (message.repeated) {
        return 0;
      }
      byte[] bytes = new byte[body.remaining()];
      System.arraycopy(body.array(), body.position(), bytes, 0, bytes.length);
      parking.park(
          new SetParking.ParkedSet(
              id, message.header, message.records, message.receiveNanos, bytes));
      return 0;
    }
    int count = records(plan, body, message);
    message.records += count;
    return count;
  }

  /** The hot loop: one pass over the records of a set. */
  private int records(RecordPlan plan, WireCursor body, Message message) {
    RecordView record = view(message, plan);
    record.use(plan, body.array());
    boolean options = plan.template().options();
    RecordSink sink = message.sink;
    int position = body.position();
    int limit = body.limit();
    int least = plan.minLength();
    int count = 0;
    while (limit - position >= least) {
      int end = record.moveTo(position, limit);
      if (end < 0) {
        ledger.count(DecodeFate.RECORDS_MALFORMED);
        message.broken = true;
        break;
      }
      if (!message.repeated) {
        handOn(record, options, sink);
      }
      position = end;
      count++;
    }
    ledger.count(fate(message.repeated, options), count);
    message.options += options ? count : 0;
    return count;
  }

  private static DecodeFate fate(boolean repeated, boolean options) {
    if (repeated) {
      return DecodeFate.RECORDS_REPEATED;
    }
    return options ? DecodeFate.OPTIONS_DECODED : DecodeFate.RECORDS_DECODED;
  }

  private void handOn(RecordView record, boolean options, RecordSink sink) {
    if (options) {
      option(record, sink);
    } else {
      sink.record(record);
    }
  }

  private RecordView view(Message message, RecordPlan plan) {
    RecordView current = view;
    if (current == null) {
      current =
          new RecordView(
              key.exporter(),
              new RecordView.Tables(registry, templates, sampling, listLimit),
              message.header,
              plan);
      view = current;
      message.firstUse = true;
    }
    if (message.firstUse) {
      message.firstUse = false;
      current.enter(message.header, message.receiveNanos, message.records);
      Dialect dialect = plan.dialect();
      if (dialect != null && dialect.has(Dialect.Habit.NO_SEQUENCE)) {
        ledger.sequenceUnusable(message.header.protocol());
      }
    }
    return current;
  }

  private void option(RecordView record, RecordSink sink) {
    Map<String, Object> fields = record.toMap();
    sampling.learn(fields);
    LearnedElements.Outcome outcome = learned.learn(fields);
    if (outcome == LearnedElements.Outcome.LEARNED) {
      ledger.count(DecodeFate.ELEMENTS_LEARNED);
      templates.learned();
      netflow9Templates.learned();
    } else if (outcome == LearnedElements.Outcome.OVER_LIMIT) {
      ledger.count(DecodeFate.ELEMENTS_OVER_LIMIT);
    }
    statistics(fields);
    sink.options(record);
  }

  /** The exporting and metering process statistics of RFC 7011 4.1 to 4.3. */
  private void statistics(Map<String, Object> fields) {
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      String name = field.getKey();
      boolean count = name.endsWith("TotalCount") || name.equals("observedFlowTotalCount");
      if (count && field.getValue() instanceof Long value) {
        ledger.exporterSays(name, value);
      }
    }
  }

  /** Takes templates into the table, and decodes what waited for them. */
  private final class Announcements implements TemplateReader.TemplateSink {
    private final Message message;
    private int count;

    Announcements(Message message) {
      this.message = message;
    }

    @Override
    public void template(Template template) {
      count++;
      TemplateTable table = templates(message.header.protocol());
      TemplateTable.Outcome outcome = table.put(template, message.receiveNanos);
      switch (outcome) {
        case NEW:
          ledger.count(DecodeFate.TEMPLATES_NEW);
          break;
        case REFRESHED:
          ledger.count(DecodeFate.TEMPLATES_REFRESHED);
          return;
        case REDEFINED:
          ledger.count(DecodeFate.TEMPLATES_REDEFINED);
          break;
        default:
          ledger.count(DecodeFate.TEMPLATES_OVER_LIMIT);
          return;
      }
      RecordPlan plan = table.find(template.id(), message.receiveNanos);
      if (plan != null) {
        countUnknown(plan);
        message.sink.template(key, plan);
        unpark(plan, message);
      }
    }

    @Override
    public void withdrawal(int templateId) {
      count++;
      int removed =
          templateId < SetHeader.FIRST_DATA_ID
              ? templates.removeAll(templateId == OPTIONS_TEMPLATE_SET)
              : templates.remove(templateId) ? 1 : 0;
      ledger.count(DecodeFate.TEMPLATES_WITHDRAWN, removed);
    }

    @Override
    public void refused(int templateId, String reason) {
      count++;
      ledger.count(DecodeFate.TEMPLATES_REFUSED);
      templates(message.header.protocol()).remove(templateId);
      message.sink.problem(
          "exporter "
              + key.exporter()
              + ", domain "
              + key.domain()
              + ": template "
              + templateId
              + " refused: "
              + reason);
    }
  }

  private void countUnknown(RecordPlan plan) {
    for (int i = 0; i < plan.fieldCount(); i++) {
      if (plan.element(i).isUnknown()) {
        ledger.count(DecodeFate.FIELDS_UNKNOWN);
      }
    }
  }

  private void unpark(RecordPlan plan, Message message) {
    Protocol protocol = message.header.protocol();
    int id = plan.template().id();
    for (SetParking.ParkedSet set : parking.take(protocol, id, message.receiveNanos)) {
      Message earlier = new Message(set.header(), set.receiveNanos(), message.sink, false);
      earlier.records = set.known();
      int count = records(plan, WireCursor.over(set.bytes()), earlier);
      ledger.count(DecodeFate.SETS_UNPARKED);
      ledger.count(DecodeFate.RECORDS_UNPARKED, count);
      parking.counted(set.header(), count);
      if (!message.repeated && set.header().equals(message.header)) {
        message.records += count;
        message.uncountedSets--;
      } else {
        ledger.resolve(set.header().protocol(), set.header().sequence(), set.known(), count);
      }
    }
    message.firstUse = true;
  }

  private void netflow5(WireCursor body, Message message) throws MalformedMessage {
    int octets = message.header.count() * NetFlow5Layout.RECORD_OCTETS;
    int readable = Math.min(octets, body.remaining());
    message.records = records(netflow5, body.take(readable), message);
    if (readable < octets) {
      throw new MalformedMessage(
          body.offset(),
          message.header.count() + " records claimed, " + message.records + " there");
    }
    ledger.count(DecodeFate.TRAILING_OCTETS, body.remaining());
  }

  /** Templates that are sent again come at another time, and are no datagram that comes again. */
  private static long contentHash(long exportNanos, WireCursor body) {
    long hash = (exportNanos ^ body.remaining()) * 0x9E3779B97F4A7C15L;
    byte[] bytes = body.array();
    int at = body.position();
    int limit = body.limit();
    for (; at + 8 <= limit; at += 8) {
      hash = (hash ^ NetworkOrder.u64(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    for (; at < limit; at++) {
      hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
    }
    return hash ^ hash >>> 32;
  }

  public DomainKey key() {
    return key;
  }

  /** The account of this exporter and domain. */
  public LossLedger ledger() {
    return ledger;
  }

  /**
   * The templates in force. An exporter that speaks both protocols, or two on one machine, may give
   * one id two meanings.
   */
  public TemplateTable templates(Protocol protocol) {
    return protocol == Protocol.NETFLOW9 ? netflow9Templates : templates;
  }

  /** What options told of sampling. */
  public SamplingTable sampling() {
    return sampling;
  }

  /** Lists that were too deep or broken. */
  public ListLimit lists() {
    return listLimit;
  }

  /** Data sets that wait for their template. */
  public int parkedSets() {
    return parking.size();
  }

  /** All state in versioned bytes; {@link #restore} reads them. */
  public byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(SNAPSHOT_VERSION);
      learned.writeTo(out);
      templates.writeTo(out);
      netflow9Templates.writeTo(out);
      sampling.writeTo(out);
      ledger.writeTo(out);
      parking.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * A decoder that goes on where {@link #snapshot} was taken.
   *
   * @throws IllegalArgumentException when the bytes are of no known version or cut off
   */
  public static DomainDecoder restore(
      DomainKey key, DecodeSettings settings, TemplateBudget budget, byte[] snapshot) {
    DomainDecoder decoder = new DomainDecoder(key, settings, budget);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      int version = in.readByte();
      if (version != SNAPSHOT_VERSION && version != WITH_ONE_TABLE) {
        throw new IllegalArgumentException("decoder state of unknown version " + version);
      }
      decoder.learned.readFrom(in);
      decoder.templates.readFrom(in);
      if (version == WITH_ONE_TABLE) {
        decoder.netflow9Templates.takeAll(decoder.templates);
      } else {
        decoder.netflow9Templates.readFrom(in);
      }
      decoder.sampling.readFrom(in);
      decoder.ledger.readFrom(in);
      decoder.parking.readFrom(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("decoder state is cut off", e);
    }
    return decoder;
  }
}
