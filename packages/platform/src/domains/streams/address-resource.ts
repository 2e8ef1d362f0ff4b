import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import type { Kept, Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { kind } from "../../store/store.js";

/** An entry of the address book as the contract has it. */
export type Address = Plain<contract.Address>;

/**
 * An entry of the address book. The record's key is its name. Of a subscriber, `online` is whether it is online; nobody else
 * answers calls as long as no media backend does.
 */
export type AddressData = Kept<Address, "name">;

/** Entries of the address book, by name. */
export const addresses = kind<AddressData>("address");

/** Addresses as answers show them. */
export const address: Resource<AddressData, Address> = {
  kind: addresses,
  noun: "address",
  present: (record) => ({ id: record.id, name: record.key ?? "", ...record.data, ...times(record) }),
};
