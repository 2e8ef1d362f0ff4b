import type { Answer, Call, HandlersOf } from "../../handler.js";
import { patchObject } from "../../json/merge-patch.js";
import { announce } from "../../events/announce.js";
import { listResource } from "../../resource/list.js";
import { userOf, workspaceOf } from "../../resource/owner.js";
import { answerResource, getResource } from "../../resource/read.js";
import type { At } from "../../resource/resource.js";
import { selects } from "../../resource/selects.js";
import { answerCreated, deleteResource, insertRecord, updateRecord } from "../../resource/write.js";
import type { StoredRecord } from "../../store/store.js";
import { client, type ClientData } from "./client-resource.js";
import { tunnel, tunnels, watchChannel } from "./tunnel-resource.js";

/** Tunnel clients: the agents that hold tunnels open. */
export const clientHandlers: HandlersOf<"clients"> = {
  "clients.list": list,
  "clients.create": create,
  "clients.get": (call) => getResource(call, client, at(call)),
  "clients.update": update,
  "clients.delete": remove,
};

type One = "clients.get" | "clients.update" | "clients.delete";

function at({ path }: Call<One>): At {
  return { id: path.client };
}

function list(call: Call<"clients.list">): Promise<Answer<"clients.list">> {
  const { status, userId, name } = call.query;
  return listResource(call, client, { where: selects({ status, userId, name }) });
}

async function create(call: Call<"clients.create">): Promise<Answer<"clients.create">> {
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
      ...call.body.value,
    }),
  });
  await tell(call, "client.created", record);
  return answerCreated(call, client, record, call.contract.link("clients.get", { client: id }));
}

async function update(call: Call<"clients.update">): Promise<Answer<"clients.update">> {
  const record = await updateRecord(call, client, at(call), ({ data }) => ({
    data: seen(call, { ...data, name: null, labels: {}, metadata: {}, ...patchObject(data, call.body.value) }),
  }));
  await tell(call, "client.updated", record);
  return answerResource(call, client, record);
}

function remove(call: Call<"clients.delete">): Promise<Answer<"clients.delete">> {
  return deleteResource(call, client, at(call), async (record) => {
    await releaseTunnels(call, record.id);
    await tell(call, "client.deleted", record);
  });
}

/** An agent that is online now was seen now. */
function seen(call: Call, data: ClientData): ClientData {
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

type Told = "created" | "updated" | "deleted";

async function tell(call: Call, type: `client.${Told}`, record: StoredRecord<ClientData>): Promise<void> {
  await announce(call, { type, channels: [watchChannel], data: client.present(record) });
}
