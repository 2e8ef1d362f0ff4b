import type { Answer, Call, Handlers } from "../../handler.js";
import { isJsonObject, type JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { announce } from "../../events/announce.js";
import { listResource } from "../../resource/list.js";
import { userOf, workspaceOf } from "../../resource/owner.js";
import { answerResource, getResource } from "../../resource/read.js";
import { bodyObject, deleteResource, insertRecord, updateRecord } from "../../resource/write.js";
import type { StoredRecord } from "../../store/store.js";
import { assignHost } from "./tunnel-host.js";
import { tunnel, watchChannel, type TunnelData } from "./tunnel-resource.js";

/** Tunnels: ways from an address to a service that a client runs. */
export const tunnelHandlers: Handlers = {
  "tunnels.list": list,
  "tunnels.create": create,
  "tunnels.get": (call) => getResource(call, tunnel, at(call)),
  "tunnels.update": update,
  "tunnels.delete": remove,
};

function at(call: Call): { readonly id: string } {
  return { id: call.path["tunnel"] ?? "" };
}

function list(call: Call): Promise<Answer> {
  const { status, protocol, clientId, publish, name } = call.query;
  const wanted = Object.entries({ status, protocol, clientId, publish, name }).filter(
    ([, value]) => value !== undefined,
  );
  return listResource(call, tunnel, {
    where: (resource) => wanted.every(([member, value]) => resource[member] === value),
  });
}

async function create(call: Call): Promise<Answer> {
  const body = bodyObject(call);
  const id = call.ids("tun");
  const data = settle(call, {
    workspace: await workspaceOf(call),
    clientId: null,
    userId: userOf(call),
    name: null,
    status: "offline",
    access: call.defaults("TunnelAccess"),
    labels: {},
    metadata: {},
    ...body,
  });
  const host = await assignHost(call, {
    tunnel: id,
    name: data.name,
    before: null,
    publish: data.publish,
    wanted: data.host,
  });
  const record = await insertRecord(call, tunnel, {
    id,
    data: { ...data, host },
    ...(data.name !== null && { key: data.name }),
  });
  await tell(call, "tunnel.created", record);
  return {
    ...answerResource(call, tunnel, record, 201),
    headers: { Location: call.contract.link("tunnels.get", { tunnel: id }) },
  };
}

async function update(call: Call): Promise<Answer> {
  const patch = bodyObject(call);
  const record = await updateRecord(call, tunnel, at(call), async ({ id, data: before }) => {
    const data = settle(call, mergeObjects({ ...before }, patch));
    const { name, publish, host: wanted } = data;
    const host = await assignHost(call, { tunnel: id, name, before: before.host, publish, wanted });
    return { data: { ...data, host }, key: name };
  });
  await tell(call, "tunnel.updated", record);
  return answerResource(call, tunnel, record);
}

function remove(call: Call): Promise<Answer> {
  return deleteResource(call, tunnel, at(call), async (record) => {
    await assignHost(call, {
      tunnel: record.id,
      name: record.data.name,
      before: record.data.host,
      publish: false,
      wanted: null,
    });
    await tell(call, "tunnel.deleted", record);
  });
}

/** Brings what depends on other members in line with them: TLS only where published, HTTP only where spoken. */
function settle(call: Call, members: JsonObject): TunnelData {
  const { publish = false, protocol, tls, http, name = null, clientId = null, host = null } = members;
  const object = (value: typeof tls, schema: string) => ({
    ...call.defaults(schema),
    ...(isJsonObject(value) ? value : {}),
  });
  return {
    ...members,
    name,
    clientId,
    host,
    publish,
    tls: publish === true ? object(tls, "TunnelTls") : null,
    http: protocol === "http" ? object(http, "TunnelHttp") : null,
    labels: members["labels"] ?? {},
    metadata: members["metadata"] ?? {},
  } as unknown as TunnelData;
}

async function tell(call: Call, type: string, record: StoredRecord<TunnelData>): Promise<void> {
  await announce(call, { type, channels: [watchChannel], data: tunnel.present(record) });
}
