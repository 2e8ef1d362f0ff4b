import type { Answer, Call, HandlersOf } from "../../handler.js";
import { patchObject } from "../../json/merge-patch.js";
import type { LiveConnection } from "../../realtime/live-connection.js";
import { endConnections, recheckConnections } from "../../realtime/end-connections.js";
import { listResource } from "../../resource/list.js";
import { getResource } from "../../resource/read.js";
import type { At } from "../../resource/resource.js";
import { selects } from "../../resource/selects.js";
import { answerCreated, deleteResource, insertRecord, updateResource } from "../../resource/write.js";
import { applicationKeys } from "../../security/kinds.js";
import { createKey, presentKey } from "./application-key-resource.js";
import { application } from "./application-resource.js";
import { requireWithin } from "./require-within.js";

/** Applications: the programs that sign tokens. */
export const applicationHandlers: HandlersOf<"applications"> = {
  "applications.list": list,
  "applications.create": create,
  "applications.get": (call) => getResource(call, application, at(call)),
  "applications.update": update,
  "applications.delete": (call) =>
    deleteResource(call, application, at(call), async (record) => {
      await call.records.removeAll(applicationKeys, record.id);
      endConnections(call, ({ applicationId }) => applicationId === record.id, {
        code: "unknown_application",
        reason: "The application was deleted.",
      });
    }),
};

function at({ path }: Call<`applications.${"get" | "update" | "delete"}`>): At {
  return { id: path.application };
}

function list(call: Call<"applications.list">): Promise<Answer<"applications.list">> {
  const { enabled } = call.query;
  return listResource(call, application, { where: selects({ enabled }) });
}

async function create(call: Call<"applications.create">): Promise<Answer<"applications.create">> {
  const body = call.body.value;
  requireWithin(call, body.grants);
  const id = call.ids("app");
  const record = await insertRecord(call, application, {
    id,
    data: {
      name: body.name,
      description: body.description ?? null,
      enabled: true,
      grants: body.grants,
      labels: body.labels ?? {},
      metadata: body.metadata ?? {},
    },
  });
  const { key, clientSecret } = await createKey(call, { application: id, publicKey: body.publicKey?.x, name: null });
  return {
    ...answerCreated(call, application, record, call.contract.link("applications.get", { application: id })),
    body: { ...application.present(record), key: await presentKey(call, key), clientSecret },
  };
}

function update(call: Call<"applications.update">): Promise<Answer<"applications.update">> {
  const patch = call.body.value;
  if (patch.grants !== undefined) requireWithin(call, patch.grants);
  const own = ({ applicationId }: LiveConnection): boolean => applicationId === call.path.application;
  if (patch.enabled === false)
    endConnections(call, own, { code: "application_disabled", reason: "The application was disabled." });
  else if (patch.grants !== undefined) recheckConnections(call, own);
  return updateResource(call, application, at(call), ({ data }) => {
    const removed = { description: null, labels: {}, metadata: {} };
    return { data: { ...data, ...removed, ...patchObject(data, patch) } };
  });
}
