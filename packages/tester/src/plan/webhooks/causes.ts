import type { Channel, Contract, Message, Operation, Webhook } from "@parlance/contract";
import type { Profile } from "../../profile/profile.js";
import { type Trigger, triggersOf } from "../events/triggers.js";
import { Ground } from "../ground.js";
import { jsonContent, type Planner } from "../planner.js";
import { resourcesOf } from "../resource.js";
import type { Step } from "../sequence.js";

/** What a cause is made with. */
export interface CauseOptions {
  readonly planner: Planner;
  readonly operations: readonly Operation[];
  /** Chooses the values. */
  readonly n: number;
  /** Share of the members that need not be there. */
  readonly density: number;
  readonly freshParents: boolean;
  /** Part of names, so that nobody else has them. */
  readonly salt: string;
}

/** Which operations cause which webhooks, found as those of messages are. */
export function webhookTriggers(
  webhooks: readonly Webhook[],
  { contract, operations, profile }: { contract: Contract; operations: readonly Operation[]; profile: Profile },
): ReadonlyMap<string, Trigger> {
  const asContract = { ...contract, messages: webhooks.map(asMessage) };
  const triggers = triggersOf(webhooks.map(asChannel), { contract: asContract, operations, profile });
  const found = Map.groupBy(triggers, ({ message }) => message);
  // A creation can be repeated with the least ado.
  return new Map(
    [...found].flatMap(([name, all]) => {
      const one = all.find(({ effect }) => effect === "create") ?? all[0];
      return one === undefined ? [] : [[name, one]];
    }),
  );
}

/** The name of the step that causes an event, the first or the second time. */
export function causeName(number: number): string {
  return `cause ${number}`;
}

/**
 * The calls that cause an event, the last one named by `causeName`; undefined if no allowed request can be made. Those after one
 * that is refused are taken too: what was registered must be removed again.
 */
export function causeSteps(trigger: Trigger, number: number, options: CauseOptions): readonly Step[] | undefined {
  const { operation, resource, effect } = trigger;
  const { planner, operations, n, density, freshParents, salt } = options;
  const resources = resourcesOf(operations);
  const groundOf = (share: number) =>
    new Ground({ resource, resources, planner, n, freshParents, refinement: { density: share, salt } });
  const ground = groundOf(density);
  const cause = causeName(number);
  const created = ground.step(effect === "create" ? cause : `create ${number}`, resource.create);
  if (created === undefined) return undefined;
  const steps = [...ground.steps, created];
  if (effect !== "create") {
    const takes = ground.version(operation, created.name);
    // What is changed must differ from what was created, so as much is sent as can be.
    const last = groundOf(1).step(cause, operation, { of: created.name, n: 1, takes });
    if (last === undefined) return undefined;
    steps.push(last);
  }
  const isOwn = new Set(steps.map(({ name }) => name));
  const renamed = (name: string) => (isOwn.has(name) && name.startsWith("parent ") ? `${name} ${number}` : name);
  return steps.map((step) => ({
    ...step,
    name: renamed(step.name),
    takes: step.takes.map((taken) => ({ ...taken, from: renamed(taken.from) })),
    goOn: true,
  }));
}

function asMessage({ name, operation }: Webhook): Message {
  const payload = jsonContent(operation)?.schema;
  return {
    name,
    ...(payload !== undefined && { payload }),
    contentType: "application/json",
    place: operation.place,
  };
}

function asChannel({ name, operation: { place } }: Webhook): Channel {
  return { name, address: null, parameters: [], messages: [name], operations: [], servers: [], place };
}
