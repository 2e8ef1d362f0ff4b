import type { JsonObject } from "@parlance/contract";
import { Listener } from "../listen.ts";
import { newName, type Probe, type ProbeApi, same } from "../probe.ts";
import { onChannel, publish } from "./events.ts";
import { streamProbes } from "./stream.ts";

/** Probes of the order of messages, and of going on after an interruption, by the fault's id. */
export const resumeProbes: Readonly<Record<string, Probe>> = {
  "resume-swapped": live(async ({ data }) => same(data, [2, 1, 4, 3])),
  "resume-offset-repeated": live(async ({ offsets }) => same(offsets, [1, 2, 2, 4])),
  "resume-offset-backwards": live(async ({ offsets }) => (offsets[1] ?? 0) < (offsets[0] ?? 0)),
  "resume-live-lost": live(async ({ data }) => same(data, [1, 2, 4])),
  "resume-cut-lost": resumed(async ({ ok, data }) => ok["recovered"] === "yes" && data.length === 0),
  "resume-replay-first-lost": resumed(async ({ data }) => same(data, [4, 5])),
  "resume-replay-last-lost": resumed(async ({ data }) => same(data, [3, 4])),
  "resume-replay-reversed": resumed(async ({ data }) => same(data, [5, 4, 3])),
  "resume-replay-twice": resumed(async ({ data }) => same(data, [3, 3, 4, 4, 5, 5])),
  "resume-replay-late": resumed(async ({ late }) => late > 0),
  "resume-replay-altered": resumed(async ({ data }) => same(data, [0, 0, 0])),
  "resume-gap-untrue": resumed(async ({ ok, gaps }) => ok["recovered"] === "yes" && gaps === 1),
  "resume-session-taken": async (api) => {
    const first = await Listener.open(api);
    await first.cut();
    const { session = "" } = first.welcome;
    const other = await Listener.open(api, { as: "otherTenant", resume: { session } });
    other.close();
    return other.welcome["connection"] === first.welcome["connection"];
  },
  "resume-replay-foreign": resumed(async ({ foreign }) => foreign > 0),
  "resume-replay-earlier": resumed(async ({ data }) => same(data, [1, 2, 3, 4, 5])),
  "resume-count-untrue": resumed(async ({ ok }) => ok["count"] === 4),
  "resume-gap-silent": lost(async ({ ok, gaps }) => ok["recovered"] === "none" && gaps === 0),
  "resume-recovered-untrue": lost(async ({ ok }) => ok["recovered"] === "yes"),
  "resume-epoch-changed": resumed(async ({ ok, since }) => ok["recovered"] === "yes" && ok["epoch"] !== since["epoch"]),
  "resume-resumed-untrue": async (api) => {
    const listener = await Listener.open(api, { resume: { session: "nobody-knows-this-session" } });
    listener.close();
    return listener.welcome["resumed"] === true;
  },
  "resume-unscoped": async (api) => {
    const channel = newName();
    const since = await interrupted(api, channel);
    const other = await Listener.open(api, { as: "unscoped" });
    const answer = await other.subscribe(channel, { since });
    other.close();
    return answer["type"] === "ok";
  },
  "resume-resubscribed-twice": onChannel(async (api, { channel, listener }) => {
    await listener.subscribe(channel);
    await publish(api, channel, { data: 1 });
    return (await listener.messages(channel)).length === 2;
  }),
  ...streamProbes,
};

/** A probe of four messages that a listener gets as they are published. */
function live(
  look: (seen: { readonly data: readonly number[]; readonly offsets: readonly number[] }) => Promise<boolean>,
): Probe {
  return onChannel(async (api, { channel, listener }) => {
    for (const data of [1, 2, 3, 4]) await publish(api, channel, { data });
    const messages = await listener.messages(channel);
    return look({
      data: messages.map(({ data }) => Number(data)),
      offsets: messages.map(({ offset }) => Number(offset)),
    });
  });
}

interface Resumed {
  readonly since: JsonObject;
  /** The answer to the subscription that goes on. */
  readonly ok: JsonObject;
  /** What its messages bear; 3, 4 and 5 were missed. */
  readonly data: readonly number[];
  readonly gaps: number;
  /** Messages of other channels. */
  readonly foreign: number;
  /** Messages that were replayed behind the end of the replay. */
  readonly late: number;
}

/** A probe of a listener that goes on where it was cut off. */
function resumed(look: (seen: Resumed) => Promise<boolean>): Probe {
  return async (api) => {
    const channel = newName();
    return look(await goOn(api, channel, await interrupted(api, channel)));
  };
}

/** A probe of a listener that goes on in a life of the channel that there was not. */
function lost(look: (seen: Resumed) => Promise<boolean>): Probe {
  return async (api) => {
    const channel = newName();
    return look(await goOn(api, channel, { ...(await interrupted(api, channel)), epoch: "nobody00" }));
  };
}

/** Lets a listener hear two messages, cuts it off, and publishes three more. Gives the last position that it knew. */
async function interrupted(api: ProbeApi, channel: string): Promise<JsonObject> {
  const listener = await Listener.open(api);
  const { epoch = "" } = await listener.subscribe(channel);
  for (const data of [1, 2]) await publish(api, channel, { data });
  const offset = (await listener.messages(channel)).at(-1)?.["offset"] ?? 0;
  await listener.cut();
  for (const data of [3, 4, 5]) await publish(api, channel, { data });
  return { epoch, offset };
}

async function goOn(api: ProbeApi, channel: string, since: JsonObject): Promise<Resumed> {
  const listener = await Listener.open(api);
  const { socket } = listener;
  const ok = await socket.ask({ type: "subscribe", channel, since });
  await listener.settle();
  const types = socket.pending.map(({ type, replay }) => (replay === true ? "replay" : type));
  const messages = socket.pending.filter(({ type }) => type === "message");
  const own = messages.filter((frame) => frame["channel"] === channel);
  socket.close();
  return {
    since,
    ok,
    data: own.map(({ data }) => Number(data)),
    gaps: types.filter((type) => type === "gap").length,
    foreign: messages.length - own.length,
    late: types.slice(types.indexOf("live")).filter((type) => type === "replay").length,
  };
}
