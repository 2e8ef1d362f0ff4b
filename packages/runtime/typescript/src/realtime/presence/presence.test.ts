import type { PresenceMember } from "@parlance/protocol";
import { expect, test, vi } from "vitest";
import { connectable, type Connectable } from "../../../test/realtime.js";
import type { Presence } from "./presence.js";
import { presence } from "./presence.js";

function member(id: string, state?: unknown): PresenceMember {
  const at = "2026-11-21T09:30:00.000Z";
  return { id, connectionIds: [`conn_${id}`], version: 1, joinedAt: at, updatedAt: at, state };
}

interface Lobby extends Connectable {
  readonly lobby: Presence;
  readonly told: string[];
  readonly sync: (version: number, ...members: readonly PresenceMember[]) => void;
}

async function enterable(): Promise<Lobby> {
  const setup = connectable();
  const lobby = presence(setup.realtime.channel("lobby"));
  const told: string[] = [];
  for (const name of ["enter", "update", "leave"] as const) lobby.on(name, ({ id }) => told.push(`${name} ${id}`));
  lobby.on("sync", (members) => told.push(`sync ${members.map(({ id }) => id).join()}`));
  await lobby.subscription.ready;
  return {
    ...setup,
    lobby,
    told,
    sync: (version, ...members) =>
      setup.transport.connection.push({ type: "presence_sync", channel: "lobby", version, members, cursor: "" }),
  };
}

test("presence is subscribed to by itself, without messages", async () => {
  const { transport } = await enterable();
  expect(transport.connection.framesOf("hello")[0]?.subscriptions).toMatchObject([
    { channel: "lobby", mode: ["presence"] },
  ]);
});

test("the members are those of the list and what happened since", async () => {
  const { lobby, told, sync, transport } = await enterable();
  expect([lobby.synced, lobby.members]).toEqual([false, []]);
  sync(4, member("ada"), member("bob"));
  const frame = { type: "presence", channel: "lobby" } as const;
  transport.connection.push({ ...frame, version: 5, event: "enter", member: member("eve") });
  transport.connection.push({ ...frame, version: 6, event: "update", member: member("ada", { typing: true }) });
  transport.connection.push({ ...frame, version: 7, event: "leave", member: member("bob") });
  transport.connection.push({ ...frame, channel: "elsewhere", version: 1, event: "enter", member: member("zoe") });
  expect(told).toEqual(["sync ada,bob", "enter eve", "update ada", "leave bob"]);
  expect(lobby.members.map(({ id, state }) => [id, state])).toEqual([
    ["ada", { typing: true }],
    ["eve", undefined],
  ]);
  expect(lobby.synced).toBe(true);
});

test("entering, updating and leaving are acknowledged", async () => {
  const { lobby, transport } = await enterable();
  await lobby.enter({ typing: false });
  await lobby.update({ typing: true });
  await lobby.leave();
  const requests = transport.connection.framesOf("presence");
  expect(requests.map(({ action, ...rest }) => [action, "data" in rest ? rest.data : "none"])).toEqual([
    ["enter", { typing: false }],
    ["update", { typing: true }],
    ["leave", "none"],
  ]);
});

test("a member enters again with its newest data when the session had to begin anew", async () => {
  const { lobby, transport, clock, told, sync } = await enterable();
  sync(1, member("ada"));
  await lobby.enter({ typing: false });
  await lobby.update({ typing: true });
  transport.connection.cut();
  expect(lobby.synced).toBe(false);
  clock.advance(250);
  await vi.waitFor(() => expect(transport.connections).toHaveLength(2));
  await vi.waitFor(() => expect(transport.connection.framesOf("presence")).toHaveLength(1));
  expect(transport.connection.framesOf("presence")[0]).toMatchObject({ action: "enter", data: { typing: true } });
  sync(9, member("ada"), member("bob"));
  expect(told).toEqual(["sync ada", "sync ada,bob"]);
});

test("a refusal reaches whoever entered", async () => {
  const { realtime } = connectable({
    onFrame: (frame, connection) => {
      if (frame.type !== "presence") return false;
      const message = "The data is over 2 KiB.";
      connection.push({ type: "error", id: frame.id, code: "validation_failed", message, retryable: false });
      return true;
    },
  });
  const lobby = presence(realtime.channel("lobby"));
  await expect(lobby.enter("x".repeat(3_000))).rejects.toMatchObject({ code: "validation_failed" });
});

test("closing it stops the watching and leaves the member where it is", async () => {
  const { lobby, told, sync, transport } = await enterable();
  await lobby.enter();
  const stop = lobby.on("sync", () => told.push("never"));
  stop();
  lobby.close();
  sync(2, member("ada"));
  await Promise.resolve();
  expect(told).toEqual([]);
  expect(transport.connection.framesOf("presence").map(({ action }) => action)).toEqual(["enter"]);
  expect(transport.connection.framesOf("unsubscribe")).toHaveLength(1);
});
