import { timestamp } from "../../clock.js";
import { client } from "../../domains/tunnels/client-resource.js";
import { tunnel, watchChannel } from "../../domains/tunnels/tunnel-resource.js";
import { matchFilter } from "../../filter/match-filter.js";
import { parseFilter } from "../../filter/parse-filter.js";
import type { Services } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import type { JsonObject } from "../../json/json.js";
import type { Resource } from "../../resource/resource.js";
import type { Records, Transaction } from "../../store/store.js";
import type { Snapshot, SnapshotRequest } from "../gate.js";
import { watchFilters } from "./subscription-filter.js";

/** Resources of a kind in one snapshot. */
const maxResources = 10_000;
const page = 500;

/** The first event of the watch over tunnels and clients: all that pass its filters, and the position of the log at that moment. */
export async function takeSnapshot(
  { identity, channel, filter }: SnapshotRequest,
  { services, transaction }: { readonly services: Services; readonly transaction: Transaction },
): Promise<Snapshot | undefined> {
  if (channel !== watchChannel) return undefined;
  const { broker, clock, ids } = services;
  const { project } = identity;
  const watched = watchFilters(channel, filter);
  const records = transaction.records(project);
  const limits = filterLimits(services);
  const read = async <Data extends object>(resource: Resource<Data>, own: JsonObject | undefined) => {
    const selected = own === undefined ? undefined : parseFilter(own, limits);
    const all = await readAll(records, resource);
    return all.filter((shown) => selected === undefined || matchFilter(selected, shown));
  };
  const now = clock();
  const type = "state.initial";
  const data = {
    snapshotAt: timestamp(now),
    tunnels: await read(tunnel, watched?.tunnels),
    clients: await read(client, watched?.clients),
  };
  const event = { type, id: ids("evt"), timestamp: timestamp(now), projectId: project, data };
  return {
    frame: { type: "message", channel, event: type, data: event, messageId: ids("msg"), time: now },
    position: broker.position({ project, channel }),
  };
}

async function readAll<Data extends object>(
  records: Records,
  resource: Resource<Data>,
): Promise<readonly JsonObject[]> {
  const shown: JsonObject[] = [];
  for (let after = 0; shown.length < maxResources;) {
    const list = await records.list(resource.kind, { order: "asc", after, limit: page });
    shown.push(...list.map((record) => resource.present(record)));
    const last = list.at(-1);
    if (last === undefined || list.length < page) break;
    after = last.sequence;
  }
  return shown;
}
