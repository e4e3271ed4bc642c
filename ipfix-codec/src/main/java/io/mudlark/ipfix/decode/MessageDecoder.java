package io.mudlark.ipfix.decode;

import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.ipfix.wire.MalformedMessage;
import io.mudlark.ipfix.wire.MessageHeader;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.ipfix.wire.WireCursor;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decodes IPFIX, NetFlow v9 and NetFlow v5 datagrams of any number of exporters.
 *
 * <p>It keeps one {@link DomainDecoder} for each exporter and observation domain. Where a caller
 * keeps that state itself, keyed by {@link #keyOf}, it uses the domain decoders directly.
 */
public final class MessageDecoder {
  private final DecodeSettings settings;
  private final TemplateBudget budget;
  private final TreeMap<DomainKey, DomainDecoder> domains = new TreeMap<>();
  private @Nullable DomainDecoder last;
  private long notFlowExport;
  private long malformedHeaders;
  private long domainsRefused;
  private long domainsForgotten;
  private final Set<DomainKey> ended = new LinkedHashSet<>();

  public MessageDecoder(DecodeSettings settings) {
    this.settings = settings;
    this.budget = new TemplateBudget(settings.limits().templateFields());
  }

  /** With the tables and limits that come with this module. */
  public static MessageDecoder standard() {
    return new MessageDecoder(DecodeSettings.standard());
  }

  /**
   * The key that the state of a datagram is kept by, without decoding it.
   *
   * @return null when it is no flow export message
   */
  public static @Nullable DomainKey keyOf(String exporter, byte[] datagram) {
    try {
      MessageHeader header = MessageHeader.read(WireCursor.over(datagram));
      return new DomainKey(exporter, header.domain());
    } catch (MalformedMessage e) {
      return null;
    }
  }

  /**
   * Decodes a datagram; nothing it contains makes this throw.
   *
   * @param exporter transport session it came by
   * @param receiveNanos when, nanoseconds since the Unix epoch
   * @param datagram one message
   * @param sink takes its records
   */
  public void accept(String exporter, long receiveNanos, byte[] datagram, RecordSink sink) {
    accept(exporter, receiveNanos, WireCursor.over(datagram), sink);
  }

  /** The same for the octets between position and limit of a buffer, which stays as it is. */
  public void accept(String exporter, long receiveNanos, ByteBuffer datagram, RecordSink sink) {
    if (datagram.hasArray()) {
      int offset = datagram.arrayOffset() + datagram.position();
      WireCursor cursor = WireCursor.over(datagram.array(), offset, datagram.remaining());
      accept(exporter, receiveNanos, cursor, sink);
    } else {
      byte[] copy = new byte[datagram.remaining()];
      datagram.duplicate().get(copy);
      accept(exporter, receiveNanos, copy, sink);
    }
  }

  /** The same for a cursor at the start of a message. */
  public void accept(String exporter, long receiveNanos, WireCursor datagram, RecordSink sink) {
    int offset = datagram.offset();
    int version = version(datagram);
    try {
      MessageHeader header = MessageHeader.read(datagram);
      DomainDecoder domain = domain(exporter, header.domain());
      if (domain == null) {
        domainsRefused++;
        sink.problem("exporter " + exporter + ": more than " + domains.size() + " domains");
        return;
      }
      int body = header.length() - header.protocol().headerLength();
      domain.decode(header, datagram.take(body), receiveNanos, sink);
      domain.trailing(datagram.remaining());
    } catch (MalformedMessage e) {
      if (Protocol.ofVersion(version) == null) {
        notFlowExport++;
      } else {
        malformedHeaders++;
      }
      sink.problem("exporter " + exporter + ", message at " + offset + ", " + e.getMessage());
    }
  }

  private static int version(WireCursor datagram) {
    return datagram.remaining() < 2
        ? 0
        : (datagram.array()[datagram.position()] & 0xFF) << 8
            | (datagram.array()[datagram.position() + 1] & 0xFF);
  }

  private @Nullable DomainDecoder domain(String exporter, long id) {
    DomainDecoder recent = last;
    if (recent != null && recent.key().domain() == id && recent.key().exporter().equals(exporter)) {
      return recent;
    }
    DomainKey key = new DomainKey(exporter, id);
    DomainDecoder domain = domains.get(key);
    if (domain == null) {
      if (domains.size() >= settings.limits().domains() && !forgetOldestEnded()) {
        return null;
      }
      domain = new DomainDecoder(key, settings, budget);
      domains.put(key, domain);
    }
    last = domain;
    ended.remove(key);
    return domain;
  }

  /** A session that has ended makes room for one that begins. */
  private boolean forgetOldestEnded() {
    Iterator<DomainKey> oldest = ended.iterator();
    if (!oldest.hasNext()) {
      return false;
    }
    domains.remove(oldest.next());
    oldest.remove();
    domainsForgotten++;
    return true;
  }

  /**
   * Ends a session: its templates and what waits for them go (RFC 7011 8.1); its ledger stays as
   * long as there is room.
   *
   * @param message any message of the domain, such as an empty one
   */
  public void end(String exporter, byte[] message) {
    DomainKey key = keyOf(exporter, message);
    DomainDecoder domain = key == null ? null : domains.get(key);
    if (key != null && domain != null) {
      domain.end();
      last = null;
      ended.add(key);
    }
  }

  /** The decoders of all exporters and domains, in the order of their keys. */
  public Collection<DomainDecoder> domains() {
    return Collections.unmodifiableCollection(domains.values());
  }

  /** The decoder of an exporter and domain, or null when nothing came from there. */
  public @Nullable DomainDecoder domain(DomainKey key) {
    return domains.get(key);
  }

  /** Datagrams that are no IPFIX and no NetFlow v9 or v5, such as sFlow. */
  public long notFlowExport() {
    return notFlowExport;
  }

  /** Datagrams whose header was cut off or told an impossible length. */
  public long malformedHeaders() {
    return malformedHeaders;
  }

  /** Domains of ended sessions that have made room for others, with their ledgers. */
  public long domainsForgotten() {
    return domainsForgotten;
  }

  /** Datagrams of exporters or domains beyond the limit. */
  public long domainsRefused() {
    return domainsRefused;
  }
}
