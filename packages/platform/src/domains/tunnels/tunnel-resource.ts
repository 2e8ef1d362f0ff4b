import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import type { Kept, Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { kind } from "../../store/store.js";

/** A tunnel as the contract has it. */
export type Tunnel = Plain<contract.Tunnel>;
/** What is kept of a tunnel. */
export type TunnelData = Kept<Tunnel, "type">;

/** Tunnels. */
export const tunnels = kind<TunnelData>("tunnel");
/** Which tunnel has a public host; hosts are unique over all projects. The id is the host. */
export const tunnelHosts = kind<{ readonly tunnel: string }>("tunnel-host");
/** The channel on which whoever watches tunnels and clients receives their events. */
export const watchChannel = "watch:tunnels";

const bytestreams = new Set(["http", "tls"]);

/** Tunnels as answers and events show them. */
export const tunnel: Resource<TunnelData, Tunnel> = {
  kind: tunnels,
  noun: "tunnel",
  present: (record) => ({
    id: record.id,
    projectId: record.project,
    ...record.data,
    type: bytestreams.has(record.data.protocol) ? "bytestream" : "datagram",
    ...times(record),
  }),
};
