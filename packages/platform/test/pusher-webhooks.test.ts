import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createPlatform } from "../src/index.js";
import type { PusherWebhook } from "../src/index.js";
import { clientOf, endpoint, once, Recorder, serverOf, subscribed, type Received } from "./pusher-testing.js";

const platform = await createPlatform({ callsPerSecond: 100_000 });
afterAll(() => platform.close());

interface Event {
  readonly name: string;
  readonly channel: string;
}

/** An application with endpoints of its own, and what those got, read by the stock library. */
async function application(webhooks: readonly PusherWebhook[], more: { readonly subscriptionCount?: boolean } = {}) {
  const owner = await platform.createProject({ name: "Hooked", endpoint: "localhost" });
  const credentials = await platform.pusherOf(owner, { webhooks, ...more });
  const server = serverOf(platform, credentials);
  const connect = (id?: string) =>
    clientOf(platform, { credentials, server, person: id === undefined ? {} : { member: { user_id: id } } });
  /** The events of all webhooks, each of which must be signed. */
  const events = (received: readonly Received[]): readonly Event[] =>
    received.flatMap(({ headers, rawBody }) => {
      const webhook = server.webhook({ headers, rawBody });
      expect(webhook.isValid()).toBe(true);
      expect(Math.abs(webhook.getTime().getTime() - Date.now())).toBeLessThan(60_000);
      return webhook.getEvents() as unknown as readonly Event[];
    });
  return { server, connect, events };
}

const about = (events: readonly Event[], channel: string) => events.filter((event) => event.channel === channel);

describe("an endpoint is told", () => {
  test("of channels, members, client events and counts, in order and signed", async () => {
    const hook = await endpoint();
    const { server, connect, events } = await application([{ url: hook.url }], { subscriptionCount: true });
    const [one, two] = [connect("ada"), connect("bob")];
    const channel = await subscribed(one, "presence-room");
    await subscribed(two, "presence-room");
    await once(one.subscribe("cache-price"), "pusher:cache_miss");
    const heard = new Recorder(two.channel("presence-room"), "client-wave");
    channel.trigger("client-wave", { high: true });
    await heard.until(1);
    const { socket_id } = one.connection;
    two.disconnect();
    one.disconnect();
    const ended = (received: readonly Received[]) =>
      events(received).filter(({ name }) => name === "channel_vacated").length === 2;
    const got = events(await hook.until(ended));
    expect(about(got, "presence-room").slice(0, 4)).toEqual([
      { name: "member_added", channel: "presence-room", user_id: "ada" },
      { name: "channel_occupied", channel: "presence-room" },
      { name: "member_added", channel: "presence-room", user_id: "bob" },
      {
        name: "client_event",
        channel: "presence-room",
        event: "client-wave",
        data: '{"high":true}',
        socket_id,
        user_id: "ada",
      },
    ]);
    expect(about(got, "presence-room").slice(4)).toEqual(
      expect.arrayContaining([
        { name: "member_removed", channel: "presence-room", user_id: "bob" },
        { name: "member_removed", channel: "presence-room", user_id: "ada" },
        { name: "channel_vacated", channel: "presence-room" },
      ]),
    );
    expect(about(got, "cache-price")).toEqual([
      { name: "channel_occupied", channel: "cache-price" },
      { name: "subscription_count", channel: "cache-price", subscription_count: 1 },
      { name: "cache_miss", channel: "cache-price" },
      { name: "channel_vacated", channel: "cache-price" },
    ]);
    expect(await server.get({ path: "/channels" }).then((response) => response.json())).toEqual({ channels: {} });
  }, 15_000);

  test("only what it asked for, of the channels it asked for", async () => {
    const [hook, other] = [await endpoint(), await endpoint()];
    const { connect, events } = await application([
      { url: hook.url, events: ["channel_occupied"], channelPrefix: "chat-" },
      { url: other.url, events: ["cache_miss"] },
    ]);
    const client = connect();
    await subscribed(client, "news");
    await subscribed(client, "cache-news");
    await subscribed(client, "chat-1");
    const [first, second] = [
      await hook.until(({ length }) => length > 0),
      await other.until(({ length }) => length > 0),
    ];
    expect(events(first)).toEqual([{ name: "channel_occupied", channel: "chat-1" }]);
    expect(events(second)).toEqual([{ name: "cache_miss", channel: "cache-news" }]);
  });

  test("again when it failed, with the same bytes", async () => {
    const hook = await endpoint([500]);
    const { connect, events } = await application([{ url: hook.url }]);
    await subscribed(connect(), "news");
    const [first, second] = await hook.until(({ length }) => length === 2);
    expect(second?.rawBody).toBe(first?.rawBody);
    expect(events([...hook.received].slice(1))).toEqual([{ name: "channel_occupied", channel: "news" }]);
  });

  test("nothing when a page is only reloaded", async () => {
    const hook = await endpoint();
    const { connect, events } = await application([{ url: hook.url }]);
    const first = connect();
    await subscribed(first, "page");
    first.disconnect();
    const again = connect();
    await subscribed(again, "page");
    await subscribed(again, "fence");
    const got = await hook.until((received) => events(received).some(({ channel }) => channel === "fence"));
    expect(about(events(got), "page")).toEqual([{ name: "channel_occupied", channel: "page" }]);
  });

  test("of nothing that happens in another application", async () => {
    const [hook, other] = [await endpoint(), await endpoint()];
    const [ours, theirs] = [await application([{ url: hook.url }]), await application([{ url: other.url }])];
    await subscribed(theirs.connect(), "private-theirs");
    await subscribed(ours.connect(), "private-ours");
    expect(ours.events(await hook.until(({ length }) => length > 0))).toEqual([
      { name: "channel_occupied", channel: "private-ours" },
    ]);
    const [received] = await other.until(({ length }) => length > 0);
    const forUs = ours.server.webhook({ headers: received?.headers ?? {}, rawBody: received?.rawBody ?? "" });
    expect(forUs.isValid()).toBe(false);
  });
});

test("an endpoint that was down when the platform ended is told by the next one", async () => {
  const data = mkdtempSync(join(tmpdir(), "parlance-pusher-webhooks-"));
  const hook = await endpoint([503]);
  const options = { data, pusher: { webhooks: [{ url: hook.url, events: ["channel_occupied" as const] }] } };
  const before = await createPlatform(options);
  try {
    const { pusher: credentials } = before;
    await subscribed(clientOf(before, { credentials, server: serverOf(before, credentials) }), "news");
    await hook.until(({ length }) => length === 1);
  } finally {
    await before.close();
  }
  const after = await createPlatform({ data });
  try {
    const { headers, rawBody } = (await hook.until(({ length }) => length === 2)).at(-1) ?? {
      headers: {},
      rawBody: "",
    };
    const webhook = serverOf(after, after.pusher).webhook({ headers, rawBody });
    expect(webhook.isValid()).toBe(true);
    expect(webhook.getEvents()).toEqual([{ name: "channel_occupied", channel: "news" }]);
  } finally {
    await after.close();
    rmSync(data, { recursive: true });
  }
});

test("endpoints that cannot be called are refused when they are configured", async () => {
  for (const url of ["http://example.com/", "https://user:secret@example.com/", "ftp://example.com/", "hook"])
    await expect(createPlatform({ pusher: { webhooks: [{ url }] } })).rejects.toThrow("https");
  const unknown = [{ url: "https://example.com/", events: ["channel_painted" as "channel_occupied"] }];
  await expect(platform.pusherOf(platform.application, { webhooks: unknown })).rejects.toThrow("channel_painted");
  const many = Array.from({ length: 11 }, () => ({ url: "https://example.com/" }));
  await expect(platform.pusherOf(platform.application, { webhooks: many })).rejects.toThrow("at most 10");
});
