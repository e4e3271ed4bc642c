package io.mudlark.generator.process;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the plant: a sensor whose report makes the broker's rules command actuators, all at
 * once, each of which answers.
 *
 * <p>The kinds are MISSION's: temperature to two thermostats (75 % of reports), temperature to
 * three thermostats (37.5 %), smoke to a fire alarm (50 %), and a door that nothing reacts to.
 */
final class PlantLine {
  /** Messages of one flood. */
  static final int FLOOD = 400;

  private static final String[] SENSORS = {"temperature", "humidity", "smoke", "door"};
  private static final int[] ACTUATORS = {2, 3, 1, 0};
  private static final double[] REACTIONS = {0.75, 0.375, 0.5, 0};

  /**
   * One message on its way.
   *
   * @param nanos when its PUBLISH was sent
   * @param source client id of the sender, empty for the broker
   * @param topic where it is published
   * @param destination client id of the receiver, empty for the broker
   */
  record Message(long nanos, String source, String topic, String destination) {}

  private final String name;
  private final int kind;
  private final PlantSettings settings;
  private final Luck luck;

  PlantLine(int number, PlantSettings settings, Luck luck) {
    this.name = "line" + number;
    this.kind = number % SENSORS.length;
    this.settings = settings;
    this.luck = luck;
  }

  /** Whether a fault is possible here; single reports can only flood or leak. */
  boolean allows(PlantFault fault) {
    return switch (fault) {
      case OMITTED_STEP -> ACTUATORS[kind] > 1;
      case SWAPPED_STEPS, REPEATED_STEP, DELAYED_STEP, INJECTED_STEP -> ACTUATORS[kind] > 0;
      case SIDE_CHANNEL, FLOOD -> true;
    };
  }

  /**
   * The messages of one case, in no particular order.
   *
   * @param fault what goes wrong, or null
   */
  List<Message> run(long now, @Nullable PlantFault fault) {
    List<Message> messages = new ArrayList<>();
    String sensor = name + "-sensor-" + SENSORS[kind];
    String topic = "plant/" + name + "/" + SENSORS[kind];
    if (fault == PlantFault.INJECTED_STEP) {
      command(messages, now, luck.below(ACTUATORS[kind]), 1);
      return messages;
    }
    messages.add(new Message(now, sensor, topic, ""));
    if (fault == PlantFault.SIDE_CHANNEL) {
      messages.add(new Message(now + luck.between(2, 6), "", topic, "guest-" + name));
      return messages;
    }
    if (fault == PlantFault.FLOOD) {
      for (int i = 1; i < FLOOD; i++) {
        messages.add(new Message(now + i * luck.between(4, 6), sensor, topic, ""));
      }
      return messages;
    }
    if (fault != null || luck.happens(REACTIONS[kind])) {
      react(messages, now + delay(), fault);
    }
    return messages;
  }

  private void react(List<Message> messages, long at, @Nullable PlantFault fault) {
    int chosen = ACTUATORS[kind] == 0 ? -1 : luck.below(ACTUATORS[kind]);
    for (int actuator = 0; actuator < ACTUATORS[kind]; actuator++) {
      boolean faulty = actuator == chosen;
      long told = at + luck.between(0.5, 3);
      if (faulty && fault == PlantFault.OMITTED_STEP) {
        continue;
      }
      if (faulty && fault == PlantFault.DELAYED_STEP) {
        told += luck.between(6_000, 20_000);
      }
      if (faulty && fault == PlantFault.SWAPPED_STEPS) {
        messages.add(answer(actuator, told));
        messages.add(order(actuator, told + delay()));
        continue;
      }
      command(messages, told, actuator, faulty && fault == PlantFault.REPEATED_STEP ? 3 : 1);
    }
  }

  private void command(List<Message> messages, long at, int actuator, int times) {
    long told = at;
    for (int i = 0; i < times; i++) {
      messages.add(order(actuator, told));
      messages.add(answer(actuator, told + luck.between(4, 5) + delay()));
      told += luck.between(20, 200);
    }
  }

  private Message order(int actuator, long at) {
    String client = actuator(actuator);
    return new Message(at, "", "plant/" + client + "/set", client);
  }

  private Message answer(int actuator, long at) {
    String client = actuator(actuator);
    return new Message(at, client, "plant/" + client + "/state", "");
  }

  private String actuator(int number) {
    return name + "-actuator" + number;
  }

  private long delay() {
    return luck.delay(settings.medianMillis(), settings.sigma());
  }
}
