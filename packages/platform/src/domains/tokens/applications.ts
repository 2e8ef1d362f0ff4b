import type { Answer, Call, Handlers } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { listResource } from "../../resource/list.js";
import { answerResource, getResource } from "../../resource/read.js";
import { bodyObject, deleteResource, insertRecord, updateResource } from "../../resource/write.js";
import type { Grant } from "../../security/grant.js";
import { applicationKeys, type ApplicationData } from "../../security/kinds.js";
import { createKey, presentKey, publicKeyIn } from "./application-key-resource.js";
import { application } from "./application-resource.js";
import { requireWithin } from "./require-within.js";

/** Applications: the programs that sign tokens. */
export const applicationHandlers: Handlers = {
  "applications.list": list,
  "applications.create": create,
  "applications.get": (call) => getResource(call, application, at(call)),
  "applications.update": update,
  "applications.delete": (call) =>
    deleteResource(call, application, at(call), (record) => call.records.removeAll(applicationKeys, record.id)),
};

function at(call: Call): { readonly id: string } {
  return { id: call.path["application"] ?? "" };
}

function list(call: Call): Promise<Answer> {
  const { enabled } = call.query;
  return listResource(call, application, {
    where: (resource) => enabled === undefined || resource["enabled"] === enabled,
  });
}

async function create(call: Call): Promise<Answer> {
  const body = bodyObject(call) as unknown as ApplicationData & JsonObject;
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
  const { key, clientSecret } = await createKey(call, { application: id, publicKey: publicKeyIn(body), name: null });
  const answer = answerResource(call, application, record, 201);
  return {
    ...answer,
    body: { ...application.present(record), key: await presentKey(call, key), clientSecret },
    headers: { Location: call.contract.link("applications.get", { application: id }) },
  };
}

async function update(call: Call): Promise<Answer> {
  const patch = bodyObject(call);
  const { grants } = patch as { readonly grants?: readonly Grant[] };
  if (grants !== undefined) requireWithin(call, grants);
  return updateResource(call, application, at(call), ({ data }) => {
    const { name, description, enabled, grants, labels, metadata } = data;
    const editable = { name, description, enabled, grants: grants.map((grant) => ({ ...grant })), labels, metadata };
    const merged = mergeObjects(editable, patch) as unknown as ApplicationData;
    return {
      data: {
        ...merged,
        description: merged.description ?? null,
        labels: merged.labels ?? {},
        metadata: merged.metadata ?? {},
      },
    };
  });
}
