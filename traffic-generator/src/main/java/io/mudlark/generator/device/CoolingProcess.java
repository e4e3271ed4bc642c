package io.mudlark.generator.device;

import io.mudlark.generator.mqtt.MqttMessage;
import io.mudlark.generator.mqtt.MqttSession;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Interventions.Intervention;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.timeline.Event;
import io.mudlark.generator.truth.Episode;
import io.mudlark.generator.truth.ProcessCase;
import io.mudlark.generator.truth.ProcessFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process of the cooling plant. The sensor publishes a temperature; when it is high, the
 * controller sets the valve and the fan, in either order, both report back, and the controller says
 * that it is done. All messages of one run carry the same correlation data.
 */
final class CoolingProcess {
  static final String SENSOR = "temperature-sensor";
  static final String CONTROLLER = "process-controller";
  static final String VALVE = "valve";
  static final String FAN = "fan";

  private static final String LINE = "plant/line1/";
  private static final String TEMPERATURE = LINE + "temperature";
  private static final String DONE = LINE + "done";
  private static final long MILLI = Routine.MILLI;

  /** One run that has not ended. */
  private static final class Run {
    private final String id;
    private final long startNanos;
    private final @Nullable Episode episode;
    private final @Nullable ProcessFault fault;
    private int steps;
    private int reportsDue;

    private Run(String id, long startNanos, @Nullable Intervention intervention) {
      this.id = id;
      this.startNanos = startNanos;
      this.episode = intervention == null ? null : intervention.episode();
      this.fault = intervention == null ? null : intervention.fault();
    }
  }

  private final Habitat habitat;
  private final Chance chance;
  private final Map<String, MqttSession> sessions = new HashMap<>();
  private final Map<String, Run> runs = new HashMap<>();
  private int number;

  CoolingProcess(Habitat habitat, Chance chance) {
    this.habitat = habitat;
    this.chance = chance;
  }

  /** What a client subscribes to. */
  static List<String> topicsOf(String client) {
    switch (client) {
      case CONTROLLER:
        return List.of(TEMPERATURE, state(VALVE), state(FAN));
      case VALVE:
      case FAN:
        return List.of(set(client));
      default:
        return List.of();
    }
  }

  void joined(MqttSession session) {
    sessions.put(session.clientId(), session);
  }

  /** Begins a run with a measurement, high three times in five; nothing before all are there. */
  void measure(long now) {
    if (sessions.size() < MqttPlant.CLIENTS.size()) {
      return;
    }
    Intervention intervention = habitat.interventions().at(habitat.site().station(CONTROLLER), now);
    boolean high = chance.below(5) < 3;
    if (intervention != null && !high) {
      intervention = null;
    }
    number++;
    Run run = new Run("line1-" + number, now, intervention);
    runs.put(run.id, run);
    if (run.fault == ProcessFault.INJECTED_STEP) {
      run.reportsDue = 1;
      publish(now, CONTROLLER, run, set(VALVE), "open", 2);
      return;
    }
    String degrees = high ? "7" + chance.below(10) : "5" + chance.below(10);
    publish(now, SENSOR, run, TEMPERATURE, degrees, 1);
  }

  /** A client acts on what it has received. */
  void received(long now, String client, MqttMessage message) {
    Run run = runs.get(message.correlation());
    if (run == null) {
      return;
    }
    if (!client.equals(CONTROLLER)) {
      after(now, 120, at -> publish(at, client, run, state(client), "ok", 1));
    } else if (message.topic().equals(TEMPERATURE)) {
      decide(now, run, message.payload().startsWith("7"));
    } else {
      run.reportsDue--;
      if (run.reportsDue == 0) {
        finish(now, run);
      }
    }
  }

  private void decide(long now, Run run, boolean high) {
    if (!high) {
      end(now, run);
      return;
    }
    boolean valveFirst = chance.below(2) == 0;
    long valveAfter = valveFirst ? 30 : 52;
    run.reportsDue = 2;
    if (run.fault == ProcessFault.SWAPPED_STEPS) {
      after(now, 15, at -> publish(at, CONTROLLER, run, DONE, "done", 0));
    }
    if (run.fault == ProcessFault.DELAYED_STEP) {
      valveAfter += 2_500;
    }
    if (run.fault == ProcessFault.OMITTED_STEP) {
      run.reportsDue = 1;
    } else {
      int times = run.fault == ProcessFault.REPEATED_STEP ? 3 : 1;
      run.reportsDue += times - 1;
      for (int i = 0; i < times; i++) {
        after(now, valveAfter + 9L * i, at -> publish(at, CONTROLLER, run, set(VALVE), "open", 2));
      }
    }
    after(now, valveFirst ? 52 : 30, at -> publish(at, CONTROLLER, run, set(FAN), "on", 1));
  }

  private void finish(long now, Run run) {
    boolean over =
        run.fault == ProcessFault.SWAPPED_STEPS || run.fault == ProcessFault.INJECTED_STEP;
    if (over) {
      end(now, run);
      return;
    }
    after(
        now,
        12,
        at -> {
          publish(at, CONTROLLER, run, DONE, "done", 0);
          end(at, run);
        });
  }

  private void end(long now, Run run) {
    runs.remove(run.id);
    habitat
        .wire()
        .closeCase(
            new ProcessCase(
                habitat.site().name(), run.id, run.startNanos, now, run.steps, run.episode));
  }

  private void publish(long now, String client, Run run, String topic, String payload, int qos) {
    MqttSession session = sessions.get(client);
    if (session != null) {
      run.steps++;
      session.publish(now, new MqttMessage(topic, payload, qos, run.id, ""));
    }
  }

  private void after(long now, long millis, Event event) {
    habitat.timeline().at(now + chance.around(millis * MILLI, 25), event);
  }

  private static String set(String client) {
    return LINE + client + "/set";
  }

  private static String state(String client) {
    return LINE + client + "/state";
  }
}
