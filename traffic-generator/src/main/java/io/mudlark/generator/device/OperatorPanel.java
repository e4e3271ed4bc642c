package io.mudlark.generator.device;

import io.mudlark.generator.conversation.TcpChannel;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.OpcUaMessage;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.timeline.Event;
import io.mudlark.generator.truth.Flow;
import java.util.Optional;

/**
 * A panel that keeps a session with every industrial controller of its site: it reads four values
 * every two seconds and sets one now and then.
 */
public final class OperatorPanel implements Inhabitant {
  public static final String MODEL = "operator-panel";

  private static final int FIRST_NODE = 100;
  private static final int SETPOINT = 200;

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(MODEL, "An invented operator panel that speaks OPC UA")
            .network()
            .localClient(OpcUaMessage.PORT)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    new Routine(habitat, station).join(MudFileWriter.url(MODEL), false);
    for (Station plc : habitat.site().stations()) {
      if (plc.name().startsWith(Plc.MODEL)) {
        Routine routine = new Routine(habitat, station, plc.name());
        routine.once(
            7 * Routine.SECOND, now -> new Session(habitat, routine, station, plc).begin(now));
      }
    }
  }

  /** One connection to one controller, which lasts. */
  private static final class Session {
    private final Habitat habitat;
    private final Routine routine;
    private final OpcUaMessage ua;
    private final TcpChannel channel;
    private final String name;
    private double setpoint = 20;

    private Session(Habitat habitat, Routine routine, Station panel, Station plc) {
      this.habitat = habitat;
      this.routine = routine;
      this.name = panel.name();
      this.ua = new OpcUaMessage(routine.chance().between(1, 60_000), plc.v4().toString());
      Flow flow =
          habitat.wire().tcp(panel.end4(), panel.nextPort(), plc.end4(), OpcUaMessage.PORT, null);
      this.channel = new TcpChannel(habitat, flow, routine.chance());
    }

    private void begin(long now) {
      channel.open(now, at -> exchange(at, ua.hello(), ua.acknowledge()));
      later(now, 20, at -> exchange(at, ua.openChannel(at), ua.channelOpened(at)));
      later(now, 40, at -> exchange(at, ua.createSession(at, name), ua.sessionCreated(at)));
      later(now, 60, at -> exchange(at, ua.activateSession(at), ua.sessionActivated(at)));
      later(now, 1_000, this::poll);
    }

    private void poll(long now) {
      double[] values = new double[4];
      for (int i = 0; i < values.length; i++) {
        values[i] = setpoint + routine.chance().below(100) / 100.0;
      }
      exchange(now, ua.read(now, FIRST_NODE, values.length), ua.values(now, values));
      if (routine.chance().below(30) == 0) {
        setpoint = 18 + routine.chance().below(6);
        later(now, 500, at -> exchange(at, ua.write(at, SETPOINT, setpoint), ua.written(at)));
      }
      later(now, 2_000, this::poll);
    }

    private void exchange(long now, Payload question, Payload answer) {
      channel.say(now, true, question);
      later(now, 3, at -> channel.say(at, false, answer));
    }

    private void later(long now, long millis, Event event) {
      habitat.timeline().at(now + routine.chance().around(millis * Routine.MILLI, 10), event);
    }
  }
}
