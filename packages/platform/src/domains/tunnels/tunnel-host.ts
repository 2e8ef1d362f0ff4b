import type { Call } from "../../handler.js";
import { systemProject } from "../../security/kinds.js";
import { tunnelHosts } from "./tunnel-resource.js";

/** Hosts made by the platform end so; names under `localhost` reach this machine (RFC 6761 section 6.3). */
const domain = "t.localhost";

/** Whose host, what it was and what it is to be. `wanted` is null for one made from the name. */
export interface HostChange {
  readonly tunnel: string;
  readonly name: string | null;
  readonly before: string | null;
  readonly publish: boolean;
  readonly wanted: string | null;
}

/** Gives a tunnel its public host and frees the one it had. Throws `already_exists` if another tunnel has it. */
export async function assignHost(call: Call, change: HostChange): Promise<string | null> {
  const records = call.transaction.records(systemProject);
  const wanted = change.publish ? (change.wanted?.toLowerCase() ?? (await freeHost(call, change))) : null;
  if (wanted === change.before) return wanted;
  if (change.before !== null) await records.remove(tunnelHosts, change.before);
  if (wanted !== null) await records.insert(tunnelHosts, { id: wanted, data: { tunnel: change.tunnel } });
  return wanted;
}

/** The name as a host if it makes one that is free; else with the end of the id, which is unique. */
async function freeHost(call: Call, { tunnel, name }: HostChange): Promise<string> {
  const label = (name ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .slice(0, 40);
  const host = `${label}.${domain}`;
  const taken = await call.transaction.records(systemProject).get(tunnelHosts, host);
  if (label !== "" && (taken === undefined || taken.data.tunnel === tunnel)) return host;
  return `${label === "" ? "tunnel" : label}-${tunnel.slice(4).toLowerCase()}.${domain}`;
}
