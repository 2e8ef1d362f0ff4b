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
import { assignHost } from "./tunnel-host.js";
import { tunnel, watchChannel, type TunnelData } from "./tunnel-resource.js";

/** Tunnels: ways from an address to a service that a client runs. */
export const tunnelHandlers: HandlersOf<"tunnels"> = {
  "tunnels.list": list,
  "tunnels.create": create,
  "tunnels.get": (call) => getResource(call, tunnel, at(call)),
  "tunnels.update": update,
  "tunnels.delete": remove,
};

type One = "tunnels.get" | "tunnels.update" | "tunnels.delete";

function at({ path }: Call<One>): At {
  return { id: path.tunnel };
}

function list(call: Call<"tunnels.list">): Promise<Answer<"tunnels.list">> {
  const { status, protocol, clientId, publish, name } = call.query;
  return listResource(call, tunnel, { where: selects({ status, protocol, clientId, publish, name }) });
}

async function create(call: Call<"tunnels.create">): Promise<Answer<"tunnels.create">> {
  const body = call.body.value;
  const id = call.ids("tun");
  const data = settle(call, {
    workspace: await workspaceOf(call),
    clientId: null,
    userId: userOf(call),
    name: null,
    status: "offline",
    host: null,
    tls: null,
    http: null,
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
  return answerCreated(call, tunnel, record, call.contract.link("tunnels.get", { tunnel: id }));
}

async function update(call: Call<"tunnels.update">): Promise<Answer<"tunnels.update">> {
  const record = await updateRecord(call, tunnel, at(call), async ({ id, data: before }) => {
    const removed = { name: null, clientId: null, host: null, labels: {}, metadata: {} };
    const data = settle(call, { ...before, ...removed, ...patchObject(before, call.body.value) });
    const { name, publish, host: wanted } = data;
    const host = await assignHost(call, { tunnel: id, name, before: before.host, publish, wanted });
    return { data: { ...data, host }, key: name };
  });
  await tell(call, "tunnel.updated", record);
  return answerResource(call, tunnel, record);
}

function remove(call: Call<"tunnels.delete">): Promise<Answer<"tunnels.delete">> {
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
function settle(call: Call, data: TunnelData): TunnelData {
  return {
    ...data,
    tls: data.publish ? { ...call.defaults("TunnelTls"), ...data.tls } : null,
    http: data.protocol === "http" ? { ...call.defaults("TunnelHttp"), ...data.http } : null,
  };
}

type Told = "created" | "updated" | "deleted";

async function tell(call: Call, type: `tunnel.${Told}`, record: StoredRecord<TunnelData>): Promise<void> {
  await announce(call, { type, channels: [watchChannel], data: tunnel.present(record) });
}
