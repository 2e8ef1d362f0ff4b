import { randomUUID } from "node:crypto";
import type { Channel } from "@parlance/contract";
import type { Dialect } from "../connect/dialect.js";
import { attempts } from "../plan/attempts.js";
import { type Trigger, triggersOf } from "../plan/events/triggers.js";
import { Ground } from "../plan/ground.js";
import { type Resource, resourcesOf } from "../plan/resource.js";
import { publishing, type Source } from "../plan/resume/source.js";
import { triggering } from "../plan/resume/triggering.js";
import { callable } from "./callable.js";
import type { RunParts } from "./parts.js";

/** Makes messages come, of the values that a number chooses. */
export type MakeSource = (n: number) => Source | undefined;

/** What may make messages come on the channels of a run. */
export class ResumeSources {
  readonly #parts: RunParts;
  readonly #dialects: readonly Dialect[];
  readonly #resources: readonly Resource[];
  readonly #triggers: readonly Trigger[];
  readonly #salt = randomUUID();

  constructor(parts: RunParts, dialects: readonly Dialect[]) {
    this.#parts = parts;
    this.#dialects = dialects;
    const operations = callable(parts);
    this.#resources = resourcesOf(operations);
    this.#triggers = triggersOf(parts.channels, { ...parts, operations });
  }

  /** True if clients publish there. */
  isPublished(channel: Channel): boolean {
    return this.#dialects.some((each) => each.abilities(channel)?.publish === true);
  }

  /** Ways to make messages come on a channel, the likeliest first: clients publish, or calls cause them. */
  of(channel: Channel): readonly { readonly source: MakeSource; readonly isPublished: boolean }[] {
    if (this.isPublished(channel))
      return [{ source: (n) => publishing(channel, { ...this.#parts, n }), isPublished: true }];
    const own = this.#triggers.filter((each) => each.channel.name === channel.name);
    return [...new Set(own.map(({ resource }) => resource))].flatMap((resource) => {
      const triggers = own.filter((each) => each.resource === resource);
      return attempts.map(({ density, ownNames, freshParents }) => ({
        isPublished: false,
        source: (n: number) => {
          const refinement = { density, salt: ownNames ? this.#salt : "" };
          const { planner } = this.#parts;
          const ground = new Ground({ resource, resources: this.#resources, planner, n, freshParents, refinement });
          return triggering({ channel, triggers, ground, n });
        },
      }));
    });
  }
}
