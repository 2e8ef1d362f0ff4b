import type { Ids } from "../ids.js";
import type { StoredRecord, Transaction } from "../store/store.js";
import { createKeyPair } from "./client-secret.js";
import { platformKeys, systemProject, type PlatformKeyData } from "./kinds.js";

/** The key with which the platform signs; made on first use. */
export async function platformKey(transaction: Transaction, ids: Ids): Promise<StoredRecord<PlatformKeyData>> {
  const records = transaction.records(systemProject);
  const [newest] = await records.list(platformKeys, { order: "desc", limit: 1 });
  return newest ?? records.insert(platformKeys, { id: ids("key"), data: createKeyPair() });
}
