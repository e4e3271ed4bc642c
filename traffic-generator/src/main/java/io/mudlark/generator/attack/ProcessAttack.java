package io.mudlark.generator.attack;

import io.mudlark.generator.network.Interventions.Intervention;
import io.mudlark.generator.truth.ProcessFault;

/**
 * A taken-over controller that breaks the process of its plant with ordinary messages on its own
 * connection: no MUD file is violated, and no single message is new.
 *
 * @param fault what it does wrong
 */
public record ProcessAttack(ProcessFault fault) implements Attack {
  @Override
  public String type() {
    return fault.text();
  }

  @Override
  public void launch(Engagement engagement) {
    engagement
        .habitat()
        .interventions()
        .add(
            new Intervention(
                engagement.device(),
                fault,
                engagement.episode(),
                engagement.startNanos(),
                engagement.endNanos()));
  }
}
