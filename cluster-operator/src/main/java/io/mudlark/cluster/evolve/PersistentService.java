package io.mudlark.cluster.evolve;

import io.mudlark.flow.IpProtocol;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.ServiceUse;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.WindowSpan;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service whose use has become lasting or regular.
 *
 * @param known what is remembered of it
 * @param kind a beacon, a new service or a new client
 * @param value windows it was used in, or regular intervals
 * @param limit how many of these it takes
 * @param text the same as a sentence
 */
record PersistentService(
    KnownService known, TrafficKind kind, double value, double limit, String text) {
  /** FTP, SSH, telnet, RDP and VNC, and what SSH and telnet are often moved to. */
  private static final Set<Integer> LOGINS = Set.of(21, 22, 23, 2222, 2323, 3389, 5900);

  /** Beacons first; a service with one known other end before the same with any. */
  static final Comparator<PersistentService> MOST_TELLING =
      Comparator.<PersistentService, Boolean>comparing(it -> it.kind() != TrafficKind.BEACON)
          .thenComparing(it -> it.known().latest().peer() == null)
          .thenComparing(it -> it.known().told() != null)
          .thenComparing(it -> -it.value() / it.limit())
          .thenComparing(it -> -it.known().latest().volume().flows())
          .thenComparing(it -> it.known().name());

  /** The service if it was used in this window and is lasting or regular; null otherwise. */
  static @Nullable PersistentService of(
      KnownService known, WindowSpan window, PersistenceConfig config) {
    if (known.lastWindow() != window.startMillis()) {
      return null;
    }
    int regular = beaconLike(known, config) ? known.regularIntervals(config) : 0;
    boolean beacon = regular >= config.beaconIntervals();
    String rhythm =
        beacon
            ? String.format(Locale.ROOT, ", every %.1f s or nearly so", known.medianGapSeconds())
            : "";
    PersistentService logins = logins(known, window, config);
    if (logins != null) {
      return logins;
    }
    int windows = known.windowsOfLatest(window, config.of());
    if (windows >= config.windows()) {
      String text =
          subject(known.latest())
              + " in "
              + windows
              + " of the latest "
              + config.of()
              + " windows"
              + rhythm;
      return new PersistentService(known, kind(known, beacon), windows, config.windows(), text);
    }
    if (regular >= config.intervals()) {
      String text = subject(known.latest()) + " at " + regular + " regular intervals" + rhythm;
      return new PersistentService(known, TrafficKind.BEACON, regular, config.intervals(), text);
    }
    return null;
  }

  /**
   * Log-ins that one host tries again and again, a few in each window. A connection is several
   * guesses: OpenSSH's client asks three times, and its server takes six.
   */
  private static @Nullable PersistentService logins(
      KnownService known, WindowSpan window, PersistenceConfig config) {
    ServiceUse use = known.latest();
    boolean tcp = use.protocol().equals(IpProtocol.name(IpProtocol.TCP));
    if (!tcp || !use.inbound() || use.port() == null || !LOGINS.contains(use.port())) {
      return null;
    }
    long connections = known.flowsOfLatest(window, config.windows());
    if (connections < config.logins()) {
      return null;
    }
    String text =
        String.format(
            Locale.ROOT,
            "%s by %d connections within %d windows",
            subject(use),
            connections,
            config.windows());
    return new PersistentService(
        known, TrafficKind.BRUTE_FORCE_INBOUND, connections, config.logins(), text);
  }

  /** Whether it has not been reported, or only as less than it is now. */
  boolean isNews() {
    return known.told() == null
        || (kind == TrafficKind.BEACON && known.told() == TrafficKind.NEW_SERVICE);
  }

  EpisodeSignature signature() {
    return new EpisodeSignature(kind, known.latest().protocol(), known.latest().port());
  }

  private static boolean beaconLike(KnownService known, PersistenceConfig config) {
    ServiceUse use = known.latest();
    return !use.inbound() && !use.housekeeping() && known.mostPackets() <= config.beaconPackets();
  }

  private static TrafficKind kind(KnownService known, boolean beacon) {
    if (known.latest().inbound()) {
      return TrafficKind.NEW_CLIENT;
    }
    return beacon ? TrafficKind.BEACON : TrafficKind.NEW_SERVICE;
  }

  private static String subject(ServiceUse use) {
    String service = use.protocol() + (use.port() == null ? "" : "/" + use.port());
    String peer = use.peer() == null ? "various hosts" : use.peer();
    return use.inbound()
        ? peer + " was served at " + service
        : service + " of " + peer + " was called";
  }
}
