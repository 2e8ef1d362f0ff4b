import { doneIn } from "../checks/story/events/story-view.js";
import { attempts, type CreationAttempt } from "../plan/attempts.js";
import { lifeScenario } from "../plan/events/life.js";
import { reach } from "../plan/events/reach.js";
import type { Trigger } from "../plan/events/triggers.js";
import { Ground } from "../plan/ground.js";
import { type ChannelContext, hasOtherTenant, note, type Served, type Way } from "./channel-context.js";
import type { MakeScenario } from "./story-trials.js";
import { successOf } from "./trace.js";

/** Values of attempts have numbers that are far from each other. */
const ofAttempts = 1000;
/** Creations that are tried for a channel's address. */
const [sparse, most] = [{ density: 0.3, salt: "" }, 5];

/** Tests what is told of the lives of resources. */
export class ChannelLives {
  readonly #context: ChannelContext;

  constructor(context: ChannelContext) {
    this.#context = context;
  }

  /** Lives of the resources that the channel tells of. */
  async triggered(served: Served, own: readonly Trigger[], start: number): Promise<void> {
    const { channel, dialect, abilities } = served;
    const { parts, resources, salt } = this.#context;
    for (const resource of new Set(own.map((each) => each.resource))) {
      const triggers = own.filter((each) => each.resource === resource);
      const make =
        ({ density, ownNames, freshParents }: CreationAttempt): MakeScenario =>
        (n) =>
          lifeScenario({
            ground: new Ground({
              resource,
              resources,
              planner: parts.planner,
              n,
              freshParents,
              refinement: { density, salt: ownNames ? salt : "" },
            }),
            channel,
            triggers,
            abilities,
            n,
            fixed: dialect.fixed(channel, triggers[0]?.message),
            hasOtherTenant: hasOtherTenant(served),
          });
      const isDone = await this.#attempt(make, start);
      if (!isDone)
        note(
          this.#context,
          channel,
          `${triggers.map(({ message }) => message).join(", ")} (${resource.create.id} was refused, or what it needs is not known)`,
        );
    }
  }

  /** Tries creations until one succeeds. */
  async #attempt(make: (attempt: CreationAttempt) => MakeScenario, start: number): Promise<boolean> {
    for (const [index, attempt] of attempts.entries()) {
      if (this.#context.parts.signal.aborted) return true;
      const story = await this.#context.trials.run(make(attempt), start + index * ofAttempts);
      if (story !== undefined && successOf(doneIn(story), "create") !== undefined) return true;
    }
    return false;
  }

  /** How the channel is reached, tried. */
  async reached(served: Served, start: number): Promise<Way | undefined> {
    const { parts, resources, salt, trials } = this.#context;
    for (let attempt = 0; attempt < most; attempt += 1) {
      const refinement = attempt < 3 ? { ...sparse, density: sparse.density / (attempt + 1) } : { density: 0, salt };
      const at: Way = (n) =>
        reach(served.channel, {
          resources,
          planner: parts.planner,
          n: n + attempt,
          refinement,
          isFree: served.abilities.freeNames,
          fixed: served.dialect.fixed(served.channel, served.dialect.published(served.channel)),
        });
      const way = at(start);
      if (way === undefined) return undefined;
      if (way.steps.length === 0) return at;
      const { whole } = await trials.play({ kind: "protocol", subject: served.channel.name, steps: way.steps });
      if (whole) return at;
    }
    return undefined;
  }
}
