import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MemoryBroker } from "../../broker/memory-broker.js";
import { ConnectionRegistry } from "../../realtime/connection-registry.js";
import type { LiveConnection } from "../../realtime/live-connection.js";
import { Activity } from "./activity.js";
import type { PusherApplication } from "./application.js";
import { ChannelFeeds } from "./channel-feeds.js";
import { EventCache } from "./event-cache.js";
import type { WebhookEvent } from "./webhooks/webhook-event.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const application: PusherApplication = {
  project: "prj_1",
  applicationId: "app_1",
  appId: "1",
  key: "k",
  secret: "s",
  settings: { subscriptionCount: true },
};

function start() {
  const clock = () => 0;
  const broker = new MemoryBroker({ clock, ids: String, dedupMs: 1000, retention: { messages: 1, ageMs: 1000 } });
  const connections = new ConnectionRegistry();
  const feeds = new ChannelFeeds({ broker, cache: new EventCache({ broker, clock }) });
  const told: WebhookEvent[] = [];
  const webhooks = { tell: (_project: string, event: WebhookEvent) => void told.push(event) };
  const activity = new Activity({ connections, feeds, webhooks, applications: () => [application] });
  const join = (id: string, channel: string) => {
    // The registry asks a connection for its id and project alone.
    const connection = { id, project: "prj_1" } as LiveConnection;
    connections.add(connection);
    connections.join(connection, channel);
    return connection;
  };
  return { activity, connections, told, join };
}

const counts = (told: readonly WebhookEvent[]) =>
  told.flatMap((event) => (event.name === "subscription_count" ? [event.subscription_count] : []));

test("each count is told while they are few, then the newest every five seconds", () => {
  const { told, join } = start();
  for (let n = 1; n <= 100; n++) join(`c${n}`, "crowd");
  expect(counts(told)).toHaveLength(100);
  for (let n = 101; n <= 150; n++) join(`c${n}`, "crowd");
  expect(counts(told)).toHaveLength(100);
  vi.advanceTimersByTime(5000);
  expect(counts(told).slice(100)).toEqual([150]);
  vi.advanceTimersByTime(5000);
  expect(counts(told)).toHaveLength(101);
});

test("presence channels have members instead of a count, and channels that Pusher cannot name have neither", () => {
  const { connections, told, join } = start();
  join("c1", "presence-a");
  join("c1", "topic:orders");
  const at = { project: "prj_1", channel: "document:a:b" };
  connections.presence.enter(at, "c1", { id: "ada", userId: "ada", info: null }, 0);
  expect(told).toEqual([{ name: "channel_occupied", channel: "presence-a" }]);
});

test("the end of a channel is told after three seconds, unless it begins again", () => {
  const { connections, told, join } = start();
  const connection = join("c1", "private-a");
  connections.leave(connection, "private-a");
  vi.advanceTimersByTime(2999);
  connections.join(connection, "private-a");
  connections.leave(connection, "private-a");
  vi.advanceTimersByTime(3000);
  const names = told.map(({ name }) => name).filter((name) => name !== "subscription_count");
  expect(names).toEqual(["channel_occupied", "channel_vacated"]);
});

test("closing leaves no timer and hears nothing more", () => {
  const { activity, connections, told, join } = start();
  const connection = join("c1", "a");
  connections.leave(connection, "a");
  activity.close();
  join("c2", "b");
  expect([vi.getTimerCount(), told.some(({ channel }) => channel === "b")]).toEqual([0, false]);
});
