/** Pub/sub with a token for its channels: subscribe, publish with meta data, read and rewind the history, refusals. */
import assert from "node:assert/strict";
import { Parlance } from "@parlance/sdk";
import { history, ParlanceRealtime, RealtimeError, type ChannelMessage } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";

type Events = { readonly content: string };

const backend = new Parlance();
const tokenFor = async (userId: string, scopes: string[]): Promise<string> => {
  const resources = { name: { prefix: "sensors-" } };
  const { token } = await backend.tokens.create({ body: { userId, grants: [{ scopes, resources }] } });
  return token;
};
const channel = "sensors-attic";
await backend.channels.update({ channel, body: { settings: { clientPublish: true } } });
const reading = ["channels:subscribe", "channels:read"];
await using ada = new ParlanceRealtime({ token: await tokenFor("ada", [...reading, "channels:publish"]) });
await using reader = new ParlanceRealtime({ token: await tokenFor("grace", reading) });

const inbox = new Inbox<ChannelMessage<Events>>();
await reader.channels<Events>({ channel }).subscribe(inbox.add).ready;
for (const content of ["20 °C", "21 °C", "22 °C"])
  await ada.channels<Events>({ channel }).publish("content", content, { tags: { unit: "celsius" } });
const received = await inbox.atLeast(3);
assert.deepEqual(
  received.map(({ data, tags, from }) => [data, tags["unit"], from?.userId]),
  [
    ["20 °C", "celsius", "ada"],
    ["21 °C", "celsius", "ada"],
    ["22 °C", "celsius", "ada"],
  ],
);
console.log(`Received: ${received.map(({ data }) => data).join(", ")}`);

// The history, page by page, newest first; and a subscription that begins with what was.
const read: string[] = [];
for await (const { data } of history(reader.channels<Events>({ channel }), { pageSize: 2 })) read.push(data);
assert.deepEqual(read, ["22 °C", "21 °C", "20 °C"]);
const rewound = new Inbox<string>();
reader.channels<Events>({ channel }).subscribe(({ data }) => rewound.add(data), { rewind: { count: 2 } });
assert.deepEqual(await rewound.atLeast(2), ["21 °C", "22 °C"]);
console.log("The history holds all three; a rewind begins with the last two");

await assert.rejects(reader.channels<Events>({ channel }).publish("content", "99 °C"), refusal("publish"));
await assert.rejects(
  ada.channels({ channel: "elsewhere" }).subscribe(() => undefined).ready,
  refusal("listen elsewhere"),
);

function refusal(what: string): (error: unknown) => boolean {
  return (error) => {
    assert(error instanceof RealtimeError && !error.retryable);
    console.log(`Its token does not let it ${what}: ${error.code}`);
    return true;
  };
}
