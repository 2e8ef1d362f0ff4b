import type { Answer, Call, Handlers } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { announce } from "../../events/announce.js";
import { listResource } from "../../resource/list.js";
import { userOf, workspaceOf } from "../../resource/owner.js";
import { answerResource, getResource } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { optionalTimestamp, times } from "../../resource/times.js";
import { bodyObject, deleteResource, insertRecord, updateRecord } from "../../resource/write.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { tunnel, tunnels, watchChannel } from "./tunnel-resource.js";

interface ClientData {
  readonly workspace: string | null;
  readonly userId: string | null;
  readonly name: string | null;
  readonly status: string;
  readonly details: JsonObject;
  readonly labels: JsonObject;
  readonly metadata: JsonObject;
  /** Milliseconds since 1970. */
  readonly lastSeenAt: number | null;
}

const client: Resource<ClientData> = {
  kind: kind<ClientData>("tunnel-client"),
  noun: "tunnel client",
  present: (record) => ({
    id: record.id,
    projectId: record.project,
    ...record.data,
    lastSeenAt: optionalTimestamp(record.data.lastSeenAt),
    ...times(record),
  }),
};

/** Tunnel clients: the agents that hold tunnels open. */
export const clientHandlers: Handlers = {
  "clients.list": list,
  "clients.create": create,
  "clients.get": (call) => getResource(call, client, at(call)),
  "clients.update": update,
  "clients.delete": remove,
};

function at(call: Call): { readonly id: string } {
  return { id: call.path["client"] ?? "" };
}

function list(call: Call): Promise<Answer> {
  const { status, userId, name } = call.query;
  const wanted = Object.entries({ status, userId, name }).filter(([, value]) => value !== undefined);
  return listResource(call, client, {
    where: (resource) => wanted.every(([member, value]) => resource[member] === value),
  });
}

async function create(call: Call): Promise<Answer> {
  const id = call.ids("cli");
  const record = await insertRecord(call, client, {
    id,
    data: seen(call, {
      workspace: await workspaceOf(call),
      userId: userOf(call),
      name: null,
      status: "offline",
      details: {},
      labels: {},
      metadata: {},
      lastSeenAt: null,
      ...bodyObject(call),
    }),
  });
  await tell(call, "client.created", record);
  return {
    ...answerResource(call, client, record, 201),
    headers: { Location: call.contract.link("clients.get", { client: id }) },
  };
}

async function update(call: Call): Promise<Answer> {
  const patch = bodyObject(call);
  const record = await updateRecord(call, client, at(call), ({ data }) => ({
    data: seen(call, { ...data, name: null, labels: {}, metadata: {}, ...mergeObjects({ ...data }, patch) }),
  }));
  await tell(call, "client.updated", record);
  return answerResource(call, client, record);
}

function remove(call: Call): Promise<Answer> {
  return deleteResource(call, client, at(call), async (record) => {
    await releaseTunnels(call, record.id);
    await tell(call, "client.deleted", record);
  });
}

/** An agent that is online now was seen now. */
function seen(call: Call, members: JsonObject): ClientData {
  const data = members as unknown as ClientData;
  return data.status === "online" ? { ...data, lastSeenAt: call.clock() } : data;
}

/** The tunnels that a forgotten client held open go offline. */
async function releaseTunnels(call: Call, clientId: string): Promise<void> {
  const page = 500;
  let after = 0;
  for (;;) {
    const records = await call.records.list(tunnels, { order: "asc", after, limit: page });
    for (const held of records.filter(({ data }) => data.clientId === clientId && data.status === "online")) {
      const offline = await call.records.update(tunnels, held.id, { data: { ...held.data, status: "offline" } });
      await announce(call, { type: "tunnel.updated", channels: [watchChannel], data: tunnel.present(offline) });
    }
    const last = records.at(-1);
    if (last === undefined || records.length < page) return;
    after = last.sequence;
  }
}

async function tell(call: Call, type: string, record: StoredRecord<ClientData>): Promise<void> {
  await announce(call, { type, channels: [watchChannel], data: client.present(record) });
}
