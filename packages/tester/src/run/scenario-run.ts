import type { Scenario } from "../plan/scenario.js";
import { Player, type PlayOptions } from "./player.js";
import type { Story } from "./story.js";

/**
 * Plays a scenario: one step after the other, with connections, calls and sinks of its own, which are closed at the end. Gives what
 * happened, as far as it went. Never throws for what a server does.
 */
export async function playScenario(scenario: Scenario, options: PlayOptions): Promise<Story> {
  const player = new Player(scenario, options);
  try {
    const whole = await player.play();
    return { scenario, entries: player.entries, whole };
  } finally {
    await player.close();
  }
}
