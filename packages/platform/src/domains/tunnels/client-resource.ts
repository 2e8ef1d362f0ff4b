import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import type { Kept, Resource } from "../../resource/resource.js";
import { optionalTimestamp, times } from "../../resource/times.js";
import { kind } from "../../store/store.js";

/** A tunnel client as the contract has it. */
export type Client = Plain<contract.TunnelClient>;

/** What is kept of a tunnel client. */
export type ClientData = Kept<Client, "lastSeenAt"> & {
  /** Milliseconds since 1970. */
  readonly lastSeenAt: number | null;
};

/** Tunnel clients as answers and events show them. */
export const client: Resource<ClientData, Client> = {
  kind: kind<ClientData>("tunnel-client"),
  noun: "tunnel client",
  present: (record) => ({
    id: record.id,
    projectId: record.project,
    ...record.data,
    lastSeenAt: optionalTimestamp(record.data.lastSeenAt),
    ...times(record),
  }),
};
