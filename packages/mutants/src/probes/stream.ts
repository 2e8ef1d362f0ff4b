import { EventReader } from "@parlance/platform/testing";
import { newName, type Probe, type ProbeApi, same } from "../probe.ts";
import { publish } from "./events.ts";

/** Probes of going on with an event stream, by the fault's id. */
export const streamProbes: Readonly<Record<string, Probe>> = {
  "resume-stream-last-id-ignored": async (api) => same((await reopened(api)).data, []),
  "resume-stream-no-id": async (api) => (await reopened(api)).ids.every((id) => id === ""),
  "resume-stream-id-constant": async (api) => {
    const { ids } = await reopened(api);
    return ids[0] !== "" && ids[0] === ids[1];
  },
  "resume-stream-media-type": async (api) => (await reopened(api)).mediaType !== "text/event-stream",
  "resume-stream-id-refused": async (api) => (await reopened(api)).status === 400,
};

interface Reopened {
  /** Of the stream that went on. */
  readonly status: number;
  readonly mediaType: string | null;
  /** What was missed: 2. */
  readonly data: readonly number[];
  /** The ids at the beginning, and behind the first message. */
  readonly ids: readonly string[];
}

/** Lets a stream hear one message, hangs up, publishes another, and goes on. */
async function reopened(api: ProbeApi): Promise<Reopened> {
  const channel = newName();
  const before = await open(api, channel);
  await before.next("live");
  const first = before.lastId;
  await publish(api, channel, { data: 1 });
  await before.next("message");
  const { lastId } = before;
  before.close();
  await publish(api, channel, { data: 2 });
  const after = await open(api, channel, lastId);
  const data: number[] = [];
  if (after.response.status === 200)
    for (let { type, frame } = await after.next(); type !== "live"; { type, frame } = await after.next())
      if (type === "message") data.push(Number(frame["data"]));
  after.close();
  const { status, headers } = after.response;
  return { status, mediaType: headers.get("content-type"), data, ids: [first, lastId] };
}

function open(api: ProbeApi, channel: string, lastId = ""): Promise<EventReader> {
  return EventReader.open(`${api.url}/v1/events?channel=${channel}`, {
    headers: {
      Authorization: `Bearer ${api.credentials.valid}`,
      Accept: "text/event-stream",
      ...(lastId !== "" && { "Last-Event-ID": lastId }),
    },
  });
}
