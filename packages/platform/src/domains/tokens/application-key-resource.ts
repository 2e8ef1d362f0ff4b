import type { Call } from "../../handler.js";
import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import type { Resource } from "../../resource/resource.js";
import { optionalTimestamp, times } from "../../resource/times.js";
import { createKeyPair } from "../../security/client-secret.js";
import { applicationKeys, keyUsages, type ApplicationKeyData } from "../../security/kinds.js";
import { maxKeys } from "../../security/verify-token.js";
import type { StoredRecord } from "../../store/store.js";

type ApplicationKey = Plain<contract.ApplicationKey>;

/** Keys as answers show them; `lastUsedAt` is added by `presentKey`. */
export const key: Resource<ApplicationKeyData, ApplicationKey> = {
  kind: applicationKeys,
  noun: "key",
  present: (record) => ({
    id: record.id,
    applicationId: record.parent,
    name: record.data.name,
    publicKey: jwk(record.id, record.data.publicKey),
    expiresAt: optionalTimestamp(record.expiresAt),
    lastUsedAt: null,
    ...times(record),
  }),
};

/** A public key as a JSON Web Key (RFC 8037). */
export function jwk(id: string, publicKey: string): Plain<contract.PublicKey> {
  return { kty: "OKP", crv: "Ed25519", x: publicKey, kid: id, alg: "EdDSA", use: "sig" };
}

/** A new key, and the secret that is shown once; null if the caller brought its own public key. */
export interface CreatedKey {
  readonly key: StoredRecord<ApplicationKeyData>;
  readonly clientSecret: string | null;
}

/** Adds a key to an application. Throws `quota_exceeded` beyond ten. */
export async function createKey(
  call: Call,
  options: { readonly application: string; readonly publicKey: string | undefined; readonly name: string | null },
): Promise<CreatedKey> {
  if ((await call.records.count(applicationKeys, options.application)) >= maxKeys) {
    throw problem("quota_exceeded", `An application has at most ${maxKeys} keys. Delete one first.`);
  }
  const pair = options.publicKey === undefined ? createKeyPair() : { publicKey: options.publicKey, secret: null };
  const record = await call.records.insert(applicationKeys, {
    id: call.ids("key"),
    parent: options.application,
    key: pair.publicKey,
    data: { name: options.name, publicKey: pair.publicKey },
  });
  return { key: record, clientSecret: pair.secret };
}

/** A key with when it was last used. */
export function presentKey(call: Call, record: StoredRecord<ApplicationKeyData>): Promise<ApplicationKey> {
  return withUse(call, key.present(record));
}

/** Adds when the key was last used. */
export async function withUse(call: Call, item: ApplicationKey): Promise<ApplicationKey> {
  const usage = await call.records.get(keyUsages, item.id);
  return { ...item, lastUsedAt: optionalTimestamp(usage?.data.at) };
}
