import { decodeUtf8 } from "../json/parse-json.js";
import { problem } from "../problem/platform-error.js";
import type { Caller } from "./caller.js";
import { privateKeyOf, samePublicKey } from "./client-secret.js";
import { applicationKeys, applications, keyUsages } from "./kinds.js";
import { maxKeys, verifyToken, type VerifyTokenOptions } from "./verify-token.js";

const usageStepMs = 60_000;

/** Settles who is calling by the `Authorization` header (RFC 6750, RFC 7617). Throws the problem of bad credentials. */
export async function identify(authorization: string | undefined, options: VerifyTokenOptions): Promise<Caller> {
  if (authorization === undefined || authorization === "") return { type: "anonymous" };
  const [, scheme = "", value = ""] = /^([A-Za-z]+) +(\S+)$/u.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case "bearer": {
      const caller = await verifyToken(value, options);
      if (caller.keyId !== null) await noteUse(caller.keyId, caller.application.project, options);
      return caller;
    }
    case "basic":
      return identifyApplication(value, options);
    default:
      throw problem("missing_token", "Send `Authorization: Bearer <token>`.");
  }
}

async function identifyApplication(value: string, options: VerifyTokenOptions): Promise<Caller> {
  const refused = problem("invalid_client", "The client id or the client secret is wrong.");
  const [clientId, secret] = readBasic(value) ?? [];
  const pair = secret === undefined ? undefined : privateKeyOf(secret);
  if (clientId === undefined || pair === undefined) throw refused;
  const application = await options.transaction.anywhere(applications, clientId);
  const keys = await options.transaction.childrenAnywhere(applicationKeys, clientId, maxKeys);
  const key = keys.find((candidate) => samePublicKey(candidate.data.publicKey, pair.publicKey));
  if (application === undefined || key === undefined) throw refused;
  if (!application.data.enabled) throw problem("application_disabled", "The application is disabled. Enable it first.");
  await noteUse(key.id, application.project, options);
  return { type: "application", application };
}

function readBasic(value: string): [string, string] | undefined {
  try {
    const text = decodeUtf8(Buffer.from(value, "base64"));
    const colon = text.indexOf(":");
    return colon === -1 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
  } catch {
    return undefined;
  }
}

/** Keeps when a key was last used, to the minute, so that most calls write nothing. */
async function noteUse(keyId: string, project: string, { transaction, clock }: VerifyTokenOptions): Promise<void> {
  const records = transaction.records(project);
  const usage = await records.get(keyUsages, keyId);
  const at = Math.floor(clock() / usageStepMs) * usageStepMs;
  if (usage === undefined) await records.insert(keyUsages, { id: keyId, data: { at } });
  else if (usage.data.at !== at) await records.update(keyUsages, keyId, { data: { at } });
}
