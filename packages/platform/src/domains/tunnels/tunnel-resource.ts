import type { JsonObject } from "../../json/json.js";
import type { Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { kind } from "../../store/store.js";

/** What is kept of a tunnel. */
export interface TunnelData {
  readonly workspace: string | null;
  readonly clientId: string | null;
  readonly userId: string | null;
  readonly name: string | null;
  readonly status: string;
  readonly protocol: string;
  readonly publish: boolean;
  readonly host: string | null;
  readonly tls: JsonObject | null;
  readonly http: JsonObject | null;
  readonly access: JsonObject;
  readonly labels: JsonObject;
  readonly metadata: JsonObject;
}

/** Tunnels. */
export const tunnels = kind<TunnelData>("tunnel");
/** Which tunnel has a public host; hosts are unique over all projects. The id is the host. */
export const tunnelHosts = kind<{ readonly tunnel: string }>("tunnel-host");
/** The channel on which whoever watches tunnels and clients receives their events. */
export const watchChannel = "watch:tunnels";

const bytestreams = new Set(["http", "tls"]);

/** Tunnels as answers and events show them. */
export const tunnel: Resource<TunnelData> = {
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
