import type { JsonObject } from "../../json/json.js";
import type { Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { kind } from "../../store/store.js";

/** An entry of the address book. The record's key is its name. */
export interface AddressData {
  readonly displayName: string;
  readonly type: "subscriber" | "room" | "external";
  readonly subscriberId: string | null;
  readonly roomId: string | null;
  readonly endpoint?: JsonObject;
  readonly media: string;
  readonly channel: string | null;
  /** Of a subscriber, whether it is online; nobody else answers calls as long as no media backend does. */
  readonly online: boolean;
}

/** Entries of the address book, by name. */
export const addresses = kind<AddressData>("address");

/** Addresses as answers show them. */
export const address: Resource<AddressData> = {
  kind: addresses,
  noun: "address",
  present: (record) => ({ id: record.id, name: record.key, ...record.data, ...times(record) }),
};
