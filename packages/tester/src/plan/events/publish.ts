import type { Channel, Json } from "@parlance/contract";
import type { Abilities } from "../../connect/dialect.js";
import type { Scenario, ScenarioStep } from "../scenario.js";
import { listen } from "../listen.js";
import type { Reach } from "./reach.js";

/** What scenarios over a channel take on which clients publish. */
export interface PublishOptions extends Reach {
  readonly channel: Channel;
  readonly abilities: Abilities;
  /** Payloads, each other than the others. */
  readonly payloads: readonly Json[];
  readonly hasOtherTenant: boolean;
  /** True if there is a credential for members. */
  readonly hasMember: boolean;
}

/**
 * One publishes and another one listens, and one of another tenant on a channel of the same name. At last the listener publishes too,
 * behind everything that was to come to the first one.
 */
export function publishScenario(options: PublishOptions): Scenario | undefined {
  const { channel, steps, address, payloads, abilities, hasOtherTenant } = options;
  const [first, last] = [payloads[0], payloads.at(-1)];
  if (!abilities.publish || first === undefined || last === undefined || payloads.length < 4) return undefined;
  const publish = (as: string, data: Json, key?: string): ScenarioStep => ({
    do: "publish",
    as,
    to: address,
    data,
    ...(key !== undefined && { key }),
  });
  const own = payloads.slice(0, -2);
  const repeated = abilities.keys
    ? [publish("a", first, "first"), publish("a", first, "first")]
    : [publish("a", first)];
  return {
    kind: "publish",
    subject: channel.name,
    steps: [
      ...steps,
      ...listen("a", address),
      ...listen("b", address),
      ...(hasOtherTenant ? listen("other", address, { credential: "otherTenant" }) : []),
      ...repeated,
      ...own.slice(1).map((data) => publish("a", data)),
      { do: "wait", until: { total: own.length, of: "b" } },
      publish("b", last),
      { do: "wait", until: { total: own.length + 1, of: "b" } },
      { do: "wait", until: { quietMs } },
    ],
  };
}

/** Milliseconds in which what comes twice has come. */
const quietMs = 60;

/** Who has unsubscribed gets nothing more: what is asked behind it is answered, and nothing has come. */
export function unsubscribeScenario({
  channel,
  steps,
  address,
  payloads,
  abilities,
}: PublishOptions): Scenario | undefined {
  const [before, after] = payloads;
  if (!abilities.publish || !abilities.unsubscribes || before === undefined || after === undefined) return undefined;
  return {
    kind: "silence",
    subject: channel.name,
    steps: [
      ...steps,
      ...listen("a", address),
      ...listen("b", address),
      { do: "publish", as: "a", to: address, data: before },
      { do: "wait", until: { total: 1, of: "b" } },
      { do: "unsubscribe", as: "b", from: address },
      { do: "publish", as: "a", to: address, data: after },
      { do: "wait", until: { quietMs } },
    ],
  };
}

/** Members come and go while somebody listens, and somebody else comes when they are there. */
export function presenceScenario({
  channel,
  steps,
  address,
  abilities,
  hasMember,
}: PublishOptions): Scenario | undefined {
  if (!abilities.presence) return undefined;
  const presence = (action: "enter" | "update" | "leave"): ScenarioStep => ({
    do: "presence",
    as: "m",
    at: address,
    action,
    ...(action === "update" && { data: { state: "busy" } }),
  });
  return {
    kind: "presence",
    subject: channel.name,
    steps: [
      ...steps,
      ...listen("a", address),
      ...listen("m", address, { credential: hasMember ? "member" : "valid" }),
      presence("enter"),
      { do: "wait", until: { quietMs } },
      ...listen("late", address),
      { do: "wait", until: { quietMs } },
      presence("update"),
      presence("leave"),
      { do: "wait", until: { quietMs } },
    ],
  };
}
