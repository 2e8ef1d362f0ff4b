import type * as contract from "../../gen/types.gen.js";
import { matchFilter } from "../../filter/match-filter.js";
import { parseFilter } from "../../filter/parse-filter.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import type { StoredRecord } from "../../store/store.js";
import { deliverEvent } from "../webhooks/deliver-event.js";
import {
  domainEventIn,
  eventKey,
  forgottenUpTo,
  requireTopic,
  topicChannel,
  type TopicEvent,
  topicEvents,
  type TopicData,
} from "./topic-resource.js";

/** Replays: kept events delivered once more. */
export const topicReplayHandlers: HandlersOf<"topics.replay"> = {
  "topics.replay": replay,
};

const maxEvents = 10_000;
const chunk = 500;

type ReplayBody = Plain<contract.TopicReplayCreate>;

async function replay(call: Call<"topics.replay">): Promise<Answer<"topics.replay">> {
  const record = await requireTopic(call);
  const body = call.body.value;
  const deliver = delivererTo(call, record.id, body);
  const selected = await select(call, record, body);
  let deliveredCount = 0;
  if (!body.dryRun) for (const { data } of selected) deliveredCount += await deliver(data);
  return { status: 200, body: { matchedCount: selected.length, deliveredCount, dryRun: body.dryRun } };
}

/** Begins the deliveries of one event, and says how many. What is pushed waits for the transaction. */
type Deliver = (event: TopicEvent) => Promise<number>;

function delivererTo(call: Call, name: string, { target, connectionId }: ReplayBody): Deliver {
  const at = topicChannel(call, name);
  switch (target) {
    case "subscriptions":
      return async (event) => {
        call.afterCommit(() => call.broker.publish(at, replayed(event)));
        return call.broker.subscribers(at);
      };
    case "connection": {
      const connection = connectionId === undefined ? undefined : call.connections.get(at.project, connectionId);
      if (connection === undefined) throw problem("not_found", "connectionId names no connection that is there now.");
      return async (event) => {
        const message = { ...unsent, ...replayed(event), id: call.ids("msg"), channel: at.channel, at: call.clock() };
        call.afterCommit(() => connection.deliver(message));
        return 1;
      };
    }
    case "webhooks":
      return (event) => deliverEvent(call, event);
  }
}

const unsent = {
  sender: { connectionId: null, userId: null, memberId: null },
  exclude: null,
  publishId: null,
  expiresAt: null,
};

function replayed(event: TopicEvent) {
  return { event: event.type, data: event, tags: { replay: "true" } };
}

/** The events to deliver, the oldest first. */
async function select(
  call: Call,
  record: StoredRecord<TopicData>,
  body: ReplayBody,
): Promise<readonly StoredRecord<TopicEvent>[]> {
  const oldest = forgottenUpTo(call, record.data.retentionSeconds);
  if (body.eventIds !== undefined) {
    const found = await Promise.all(body.eventIds.map((id) => call.records.get(topicEvents, id, record.id)));
    return found
      .flatMap((event) => (event === undefined || (event.key ?? "") <= oldest ? [] : [event]))
      .toSorted((a, b) => a.sequence - b.sequence);
  }
  const from = body.from === undefined ? oldest : eventKey(Date.parse(body.from), 0);
  const to = body.to === undefined ? "~" : eventKey(Date.parse(body.to), 0);
  const filter = body.filter === undefined ? undefined : parseFilter(body.filter, filterLimits(call));
  const selected: StoredRecord<TopicEvent>[] = [];
  for (let after = from > oldest ? from : oldest; ;) {
    const events = await call.records.list(topicEvents, {
      parent: record.id,
      by: "key",
      order: "asc",
      after,
      limit: chunk,
    });
    const within = events.filter(({ key }) => (key ?? "") < to);
    selected.push(...within.filter((event) => filter === undefined || matchFilter(filter, domainEventIn(event))));
    if (selected.length > maxEvents)
      throw problem("unprocessable", `More than ${maxEvents} events fit. Narrow from, to or filter.`);
    if (within.length < chunk) return selected;
    after = within.at(-1)?.key ?? after;
  }
}
