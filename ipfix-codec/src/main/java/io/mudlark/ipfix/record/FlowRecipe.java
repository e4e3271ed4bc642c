package io.mudlark.ipfix.record;

import static io.mudlark.ipfix.record.FlowSlot.*;

import io.mudlark.ipfix.template.Dialect;
import io.mudlark.ipfix.template.RecordPlan;
import io.mudlark.ipfix.wire.NetworkOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a template become which parts of a flow record, decided once per template.
 *
 * <p>{@link #load} is the loop of the hot path: it copies the numbers of one record into an array
 * of longs, without allocation. The fields below are places in that array; a part that the template
 * does not have lies at {@link #ZERO}, whose value is always 0.
 */
final class FlowRecipe {
  /** Longs that {@link #load} may touch: one a slot, four for low halves of addresses, one zero. */
  static final int SIZE = FlowSlot.values().length + 5;

  static final int ZERO = SIZE - 1;
  private static final int LOW_HALVES = FlowSlot.values().length;
  private static final FlowSlot[] ADDRESSES = {SOURCE_IPV6, DESTINATION_IPV6};
  private static final Map<String, FlowSlot> BY_NAME = byName();

  final int sourcePort;
  final int destinationPort;
  final int octets;
  final int packets;
  final int postOctets;
  final int postPackets;
  final int reverseOctets;
  final int reversePackets;
  final int tcpFlags;
  final int reverseTcpFlags;
  final int vlan;
  final TimeField start;
  final TimeField end;
  final TimeField reverseStart;
  final TimeField reverseEnd;
  final boolean flow;
  final boolean biflow;
  final @Nullable FacetRecipe facets;
  final boolean names;
  private final boolean[] present = new boolean[SIZE];
  private final int[] field;
  private final int[] target;
  private final boolean unixEpoch;
  private final boolean durationInMillis;

  /** A time that a template has: where, and in which form. */
  record TimeField(int place, TimeForm form) {
    static final TimeField NONE = new TimeField(ZERO, TimeForm.SECONDS);

    boolean isPresent() {
      return place != ZERO;
    }
  }

  private FlowRecipe(RecordPlan plan) {
    facets = FacetRecipe.of(plan);
    names = DnsAnswers.mayBeIn(plan);
    int[] fields = new int[plan.fieldCount() + 4];
    int[] targets = new int[plan.fieldCount() + 4];
    int count = 0;
    for (int i = 0; i < plan.fieldCount(); i++) {
      FlowSlot slot = BY_NAME.get(plan.element(i).name());
      if (slot != null && !present[slot.place()] && fits(slot, plan.length(i))) {
        present[slot.place()] = true;
        fields[count] = i;
        targets[count++] = slot.place();
      }
    }
    field = Arrays.copyOf(fields, count);
    target = Arrays.copyOf(targets, count);
    Dialect dialect = plan.dialect();
    unixEpoch = dialect != null && dialect.has(Dialect.Habit.UNIX_EPOCH);
    durationInMillis = dialect != null && dialect.has(Dialect.Habit.DURATION_IN_MILLIS);
    sourcePort = pick(SOURCE_PORT, UDP_SOURCE_PORT, TCP_SOURCE_PORT);
    destinationPort = pick(DESTINATION_PORT, UDP_DESTINATION_PORT, TCP_DESTINATION_PORT);
    octets = pick(OCTET_DELTA, INITIATOR_OCTETS, OCTET_TOTAL, LAYER2_OCTET_DELTA, POST_OCTET_DELTA);
    packets = pick(PACKET_DELTA, INITIATOR_PACKETS, PACKET_TOTAL, POST_PACKET_DELTA);
    postOctets = pick(POST_OCTET_DELTA);
    postPackets = pick(POST_PACKET_DELTA);
    reverseOctets = pick(REVERSE_OCTET_DELTA, REVERSE_OCTET_TOTAL, RESPONDER_OCTETS);
    reversePackets = pick(REVERSE_PACKET_DELTA, REVERSE_PACKET_TOTAL, RESPONDER_PACKETS);
    tcpFlags = pick(TCP_FLAGS);
    reverseTcpFlags = pick(REVERSE_TCP_FLAGS);
    vlan = pick(DOT1Q_VLAN, VLAN);
    start = startTime();
    end = endTime();
    reverseStart = reverseTime(true);
    reverseEnd = reverseTime(false);
    biflow = reverseOctets != ZERO || reversePackets != ZERO;
    flow =
        (has(SOURCE_IPV4) && has(DESTINATION_IPV4)) || (has(SOURCE_IPV6) && has(DESTINATION_IPV6));
  }

  /** An address of another length is none; any other number may have any width but zero. */
  private static boolean fits(FlowSlot slot, int length) {
    if (slot == SOURCE_IPV4 || slot == DESTINATION_IPV4) {
      return length == 4;
    }
    boolean v6 = slot == SOURCE_IPV6 || slot == DESTINATION_IPV6;
    return v6 ? length == 16 : length > 0;
  }

  /** Looks the elements of a template up by name. */
  static FlowRecipe of(RecordPlan plan) {
    return new FlowRecipe(plan);
  }

  private TimeField startTime() {
    TimeForm fixedPoint = unixEpoch ? TimeForm.UNIX_FIXED_POINT : TimeForm.NTP;
    TimeField first = time(START_NANOS, fixedPoint);
    first = first.isPresent() ? first : time(START_MICROS, fixedPoint);
    first = first.isPresent() ? first : time(START_MILLIS, TimeForm.MILLIS);
    first = first.isPresent() ? first : time(START_SECONDS, TimeForm.SECONDS);
    first = first.isPresent() ? first : time(START_DELTA_MICROS, TimeForm.BEFORE_EXPORT_MICROS);
    first = first.isPresent() ? first : time(START_UPTIME, TimeForm.UPTIME);
    return first.isPresent() ? first : observation(fixedPoint);
  }

  private TimeField endTime() {
    TimeForm fixedPoint = unixEpoch ? TimeForm.UNIX_FIXED_POINT : TimeForm.NTP;
    TimeField last = time(END_NANOS, fixedPoint);
    last = last.isPresent() ? last : time(END_MICROS, fixedPoint);
    last = last.isPresent() ? last : time(END_MILLIS, TimeForm.MILLIS);
    last = last.isPresent() ? last : time(END_SECONDS, TimeForm.SECONDS);
    last = last.isPresent() ? last : time(END_DELTA_MICROS, TimeForm.BEFORE_EXPORT_MICROS);
    last = last.isPresent() ? last : time(END_UPTIME, TimeForm.UPTIME);
    return last.isPresent() ? last : observation(fixedPoint);
  }

  /** Firewalls report events instead of intervals. */
  private TimeField observation(TimeForm fixedPoint) {
    TimeField event = time(OBSERVATION_NANOS, fixedPoint);
    event = event.isPresent() ? event : time(OBSERVATION_MICROS, fixedPoint);
    event = event.isPresent() ? event : time(OBSERVATION_MILLIS, TimeForm.MILLIS);
    return event.isPresent() ? event : time(OBSERVATION_SECONDS, TimeForm.SECONDS);
  }

  private TimeField reverseTime(boolean first) {
    TimeField time = time(first ? REVERSE_START_NANOS : REVERSE_END_NANOS, TimeForm.NTP);
    time =
        time.isPresent()
            ? time
            : time(first ? REVERSE_START_MICROS : REVERSE_END_MICROS, TimeForm.NTP);
    time =
        time.isPresent()
            ? time
            : time(first ? REVERSE_START_MILLIS : REVERSE_END_MILLIS, TimeForm.MILLIS);
    time =
        time.isPresent()
            ? time
            : time(first ? REVERSE_START_SECONDS : REVERSE_END_SECONDS, TimeForm.SECONDS);
    return time.isPresent()
        ? time
        : time(first ? REVERSE_START_UPTIME : REVERSE_END_UPTIME, TimeForm.UPTIME);
  }

  private TimeField time(FlowSlot slot, TimeForm form) {
    return has(slot) ? new TimeField(slot.place(), form) : TimeField.NONE;
  }

  private int pick(FlowSlot... candidates) {
    for (FlowSlot slot : candidates) {
      if (has(slot)) {
        return slot.place();
      }
    }
    return ZERO;
  }

  boolean has(FlowSlot slot) {
    return present[slot.place()];
  }

  /** The number of a slot, 0 when the template does not have it. */
  long value(FlowSlot slot, long[] values) {
    return present[slot.place()] ? values[slot.place()] : 0;
  }

  /** Nanoseconds that the record's duration lasts, 0 when it has none. */
  long durationNanos(long[] values) {
    long micros = values[DURATION_MICROS.place()] * (durationInMillis ? 1000 : 1);
    long millis = values[DURATION_MILLIS.place()];
    return has(DURATION_MICROS) ? micros * 1000 : has(DURATION_MILLIS) ? millis * 1_000_000 : 0;
  }

  /** Copies the numbers of a record; {@code values} has {@link #SIZE} longs. */
  void load(RecordView record, long[] values) {
    byte[] bytes = record.bytes();
    for (int i = 0; i < field.length; i++) {
      int at = record.start(field[i]);
      int length = record.length(field[i]);
      int place = target[i];
      if (length == 16) {
        values[place] = NetworkOrder.u64(bytes, at);
        values[low(place)] = NetworkOrder.u64(bytes, at + 8);
      } else {
        values[place] = NetworkOrder.unsigned(bytes, at, length);
      }
    }
  }

  /** Where the lower half of a 16-octet value lies. */
  static int low(int place) {
    return place == ADDRESSES[0].place()
        ? LOW_HALVES
        : place == ADDRESSES[1].place() ? LOW_HALVES + 1 : LOW_HALVES + 2;
  }

  private static Map<String, FlowSlot> byName() {
    Map<String, FlowSlot> slots = new HashMap<>();
    for (FlowSlot slot : FlowSlot.values()) {
      slots.put(slot.element(), slot);
    }
    return slots;
  }
}
