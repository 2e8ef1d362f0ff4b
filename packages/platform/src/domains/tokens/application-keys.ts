import type { Answer, Call, Handlers } from "../../handler.js";
import { isJsonObject, type JsonObject } from "../../json/json.js";
import { listResource } from "../../resource/list.js";
import { checkVersion, requireRecord } from "../../resource/read.js";
import { bodyObject, deleteResource } from "../../resource/write.js";
import { applicationKeys } from "../../security/kinds.js";
import { type CreatedKey, createKey, key, presentKey, publicKeyIn, withUse } from "./application-key-resource.js";
import { application } from "./application-resource.js";

/** Keys of applications: only their public halves are here. */
export const applicationKeyHandlers: Handlers = {
  "applications.keys.list": list,
  "applications.keys.create": create,
  "applications.keys.get": get,
  "applications.keys.delete": async (call) => {
    await requireApplication(call);
    return deleteResource(call, key, at(call));
  },
  "applications.keys.rotate": rotate,
};

function at(call: Call): { readonly id: string; readonly parent: string } {
  return { id: call.path["key"] ?? "", parent: call.path["application"] ?? "" };
}

/** The grants' filter is about applications, so it decides about their keys. */
async function requireApplication(call: Call): Promise<string> {
  const record = await requireRecord(call, application, { id: call.path["application"] ?? "" });
  return record.id;
}

async function list(call: Call): Promise<Answer> {
  const answer = await listResource(call, key, { parent: await requireApplication(call) });
  const items = isJsonObject(answer.body) && Array.isArray(answer.body["items"]) ? answer.body["items"] : [];
  const used = await Promise.all(items.map((item: JsonObject) => withUse(call, item)));
  return { ...answer, body: { ...(answer.body as JsonObject), items: used } };
}

async function get(call: Call): Promise<Answer> {
  await requireApplication(call);
  const record = await requireRecord(call, key, at(call));
  return { status: 200, body: await presentKey(call, record), version: record.version };
}

async function create(call: Call): Promise<Answer> {
  const body = bodyObject(call);
  const name = typeof body["name"] === "string" ? body["name"] : null;
  const made = await createKey(call, {
    application: await requireApplication(call),
    publicKey: publicKeyIn(body),
    name,
  });
  return answerKey(call, made);
}

async function rotate(call: Call): Promise<Answer> {
  const body = bodyObject(call);
  const parent = await requireApplication(call);
  const old = await requireRecord(call, key, at(call));
  checkVersion(call, old);
  const until = call.clock() + Number(body["overlapSeconds"]) * 1000;
  const expiresAt = old.expiresAt === null ? until : Math.min(old.expiresAt, until);
  await call.records.update(applicationKeys, old.id, { data: old.data, expiresAt }, parent);
  return answerKey(
    call,
    await createKey(call, { application: parent, publicKey: publicKeyIn(body), name: old.data.name }),
  );
}

async function answerKey(call: Call, { key: record, clientSecret }: CreatedKey): Promise<Answer> {
  return {
    status: 201,
    body: { ...(await presentKey(call, record)), clientSecret },
    version: record.version,
    headers: { Location: call.contract.link("applications.keys.get", { application: record.parent, key: record.id }) },
  };
}
