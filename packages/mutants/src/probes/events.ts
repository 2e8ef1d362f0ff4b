import type { JsonObject } from "@parlance/contract";
import { dataIn, eventIn, watch } from "../frames.ts";
import { Listener } from "../listen.ts";
import { newName, type Probe, type ProbeApi } from "../probe.ts";
import { replyProbes } from "./replies.ts";

/** Probes of what is pushed, and to whom, by the fault's id. */
export const eventProbes: Readonly<Record<string, Probe>> = {
  "events-member-missing": watched(async (api, { events }) => {
    await api.make("clients");
    return (await events("client.created")).some((frame) => !("createdAt" in dataIn(frame)));
  }),
  "events-member-type": watched(async (api, { events }) => {
    await api.send(`PATCH ${await api.make("clients")}`, { body: { name: "new" } });
    return (await events("client.updated")).some((frame) => typeof dataIn(frame)["version"] !== "number");
  }),
  "events-time-type": onChannel(async (_api, { channel, listener }) => {
    await listener.publish(channel, 1);
    return (await listener.messages(channel)).some(({ time }) => typeof time !== "number");
  }),
  "events-undeclared": watched(async (api, { events }) => {
    await api.make("clients");
    return (await events("client.made")).length > 0;
  }),
  "events-untold": watched(async (api, { events }) => {
    await api.send(`PATCH ${await api.make("clients")}`, { body: { name: "new" } });
    return (await events("client.updated")).length === 0;
  }),
  "events-twice": watched(async (api, { events }) => {
    await api.make("clients");
    const told = await events("client.created");
    return told.length === 2 && eventIn(told[0] ?? {})["id"] === eventIn(told[1] ?? {})["id"];
  }),
  // It would come after the probe; here it is enough that it does not come before an answer that it should come before.
  "events-late": watched(async (api, { events }) => {
    await api.make("clients");
    return (await events("client.created")).length === 0;
  }),
  "events-other-data": watched(async (api, { events }) => {
    await api.make("clients");
    const path = await api.make("clients");
    await api.send(`PATCH ${path}`, { body: { name: "new" } });
    return (await events("client.updated")).some((frame) => !path.endsWith(String(dataIn(frame)["id"])));
  }),
  "events-stale-data": watched(async (api, { events }) => {
    await api.send(`PATCH ${await api.make("clients")}`, { body: { name: "new" } });
    return (await events("client.updated")).some((frame) => dataIn(frame)["name"] !== "new");
  }),
  "events-wrong-channel": watched(async (api, { events }) => {
    await api.send(`DELETE ${await api.make("clients")}`);
    return (await events("client.deleted")).some((frame) => frame["channel"] !== watch);
  }),
  "events-refused-told": watched(async (api, { events }) => {
    await api.make("clients");
    await api.send("POST /v1/clients", { body: { name: 7 } });
    return (await events("client.created")).length === 2;
  }),
  "events-echo-missing": onChannel(async (_api, { channel, listener }) => {
    await listener.publish(channel, 1);
    return (await listener.messages(channel)).length === 0;
  }),
  "events-exclude-ignored": onChannel(async (api, { channel, listener }) => {
    const excludeConnectionId = String(listener.welcome["connection"]);
    await publish(api, channel, { data: 1, excludeConnectionId });
    return (await listener.messages(channel)).length > 0;
  }),
  "events-unsubscribed-told": onChannel(async (api, { channel, listener }) => {
    await listener.socket.ask({ type: "unsubscribe", channel });
    await publish(api, channel, { data: 1 });
    return (await listener.messages(channel)).length > 0;
  }),
  "events-unscoped": async (api) => {
    const listener = await Listener.open(api, { as: "unscoped" });
    const answer = await listener.subscribe(newName());
    listener.close();
    return answer["type"] === "ok";
  },
  "events-refused-heard": async (api) => {
    const channel = newName();
    const listener = await Listener.open(api, { as: "unscoped" });
    const answer = await listener.subscribe(channel);
    await publish(api, channel, { data: 1 });
    const heard = await listener.messages(channel);
    listener.close();
    return answer["type"] === "error" && heard.length > 0;
  },
  "events-tenant-messages": async (api) => {
    const channel = newName();
    const own = await Listener.open(api);
    const other = await Listener.open(api, { as: "otherTenant" });
    await own.subscribe(channel);
    await other.subscribe(channel);
    await publish(api, channel, { data: 1 });
    await own.settle();
    const heard = await other.messages(channel);
    for (const each of [own, other]) each.close();
    return heard.length > 0;
  },
  "events-tenant-events": watched(async (api, { listener }) => {
    const other = await Listener.open(api, { as: "otherTenant" });
    await other.subscribe(watch);
    await api.make("clients");
    await listener.settle();
    const heard = await other.events("client.created");
    other.close();
    return heard.length > 0;
  }),
  ...replyProbes,
};

interface Watching {
  readonly listener: Listener;
  readonly events: (event: string) => Promise<readonly JsonObject[]>;
}

/** A probe that watches tunnels and their clients meanwhile. */
function watched(look: (api: ProbeApi, watching: Watching) => Promise<boolean>): Probe {
  return async (api) => {
    const listener = await Listener.open(api);
    await listener.subscribe(watch);
    const seen = await look(api, { listener, events: (event) => listener.events(event) });
    listener.close();
    return seen;
  };
}

interface OnChannel {
  readonly channel: string;
  readonly listener: Listener;
}

/** A probe that listens to a channel that is its own. */
export function onChannel(look: (api: ProbeApi, on: OnChannel) => Promise<boolean>): Probe {
  return async (api) => {
    const [listener, channel] = [await Listener.open(api), newName()];
    await listener.subscribe(channel);
    const seen = await look(api, { channel, listener });
    listener.close();
    return seen;
  };
}

/** Publishes a message over REST. */
export async function publish(api: ProbeApi, channel: string, body: JsonObject): Promise<void> {
  const { status } = await api.send(`POST /v1/channels/${channel}/messages`, { body });
  if (status !== 200 && status !== 201) throw new Error(`A message was answered ${status}.`);
}
