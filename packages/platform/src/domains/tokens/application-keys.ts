import type { Answer, Call, HandlersOf } from "../../handler.js";
import { endConnections } from "../../realtime/end-connections.js";
import { listResource } from "../../resource/list.js";
import { checkVersion, requireRecord } from "../../resource/read.js";
import type { At } from "../../resource/resource.js";
import { deleteResource } from "../../resource/write.js";
import { applicationKeys } from "../../security/kinds.js";
import { type CreatedKey, createKey, key, presentKey, withUse } from "./application-key-resource.js";
import { application } from "./application-resource.js";

/** Keys of applications: only their public halves are here. */
export const applicationKeyHandlers: HandlersOf<"applications.keys"> = {
  "applications.keys.list": list,
  "applications.keys.create": create,
  "applications.keys.get": get,
  "applications.keys.delete": async (call) => {
    await requireApplication(call);
    const signed = { code: "token_revoked", reason: "The key that signed the token was deleted." };
    endConnections(call, ({ tokenKeyId }) => tokenKeyId === call.path.key, signed);
    return deleteResource(call, key, at(call));
  },
  "applications.keys.rotate": rotate,
};

type One = `applications.keys.${"get" | "delete" | "rotate"}`;
type Inside = One | `applications.keys.${"list" | "create"}`;

function at({ path }: Call<One>): At & { readonly parent: string } {
  return { id: path.key, parent: path.application };
}

/** The grants' filter is about applications, so it decides about their keys. */
async function requireApplication(call: Call<Inside>): Promise<string> {
  const record = await requireRecord(call, application, { id: call.path.application });
  return record.id;
}

async function list(call: Call<"applications.keys.list">): Promise<Answer<"applications.keys.list">> {
  const { status, body } = await listResource(call, key, { parent: await requireApplication(call) });
  return { status, body: { ...body, items: await Promise.all(body.items.map((item) => withUse(call, item))) } };
}

async function get(call: Call<"applications.keys.get">): Promise<Answer<"applications.keys.get">> {
  await requireApplication(call);
  const record = await requireRecord(call, key, at(call));
  return { status: 200, body: await presentKey(call, record), version: record.version };
}

async function create(call: Call<"applications.keys.create">): Promise<Answer<"applications.keys.create">> {
  const { name = null, publicKey } = call.body.value;
  const made = await createKey(call, {
    application: await requireApplication(call),
    publicKey: publicKey?.x,
    name,
  });
  return answerKey(call, made);
}

async function rotate(call: Call<"applications.keys.rotate">): Promise<Answer<"applications.keys.rotate">> {
  const { overlapSeconds, publicKey } = call.body.value;
  const parent = await requireApplication(call);
  const old = await requireRecord(call, key, at(call));
  checkVersion(call, old);
  const until = call.clock() + overlapSeconds * 1000;
  const expiresAt = old.expiresAt === null ? until : Math.min(old.expiresAt, until);
  await call.records.update(applicationKeys, old.id, { data: old.data, expiresAt }, parent);
  return answerKey(call, await createKey(call, { application: parent, publicKey: publicKey?.x, name: old.data.name }));
}

async function answerKey(
  call: Call,
  { key: record, clientSecret }: CreatedKey,
): Promise<Answer<"applications.keys.create">> {
  return {
    status: 201,
    body: { ...(await presentKey(call, record)), clientSecret },
    version: record.version,
    headers: { location: call.contract.link("applications.keys.get", { application: record.parent, key: record.id }) },
  };
}
