import { expect, test } from "vitest";
import type { PresenceFrame, PresenceMember, PresenceSyncFrame } from "../frames/frames.gen.js";
import { Rig } from "../testing/rig.js";
import { presence } from "./presence.js";

const member = (id: string): PresenceMember => ({ id }) as PresenceMember;
const page = (version: number, ids: readonly string[], cursor = ""): PresenceSyncFrame => {
  return { type: "presence_sync", channel: "chat", version, members: ids.map(member), cursor };
};
const change = (version: number, id = "eve"): PresenceFrame => {
  return { type: "presence", channel: "chat", version, event: "enter", member: member(id) };
};
const withPresence = (): Rig => {
  const rig = new Rig();
  rig.session.use(presence);
  return rig;
};
const watching = (): Rig =>
  withPresence()
    .subscribe(1, "chat", { mode: ["presence"] })
    .connected()
    .subscribeOk();
const enter = (request: number, action: "enter" | "update" | "leave" = "enter", data: unknown = request) =>
  ({ type: "ask", request, body: { type: "presence", channel: "chat", action, data }, timeoutMs: null }) as const;

test("pages are put together and told as one", () => {
  const rig = watching().frames(page(7, ["ada", "bob"], "next"), page(7, ["cyd"]));
  expect(rig.told("presenceSync")).toEqual([
    { type: "presenceSync", channel: "chat", members: ["ada", "bob", "cyd"].map(member), version: 7 },
  ]);
});

test("changes during the pages follow them, those that the pages show are dropped", () => {
  const rig = watching().frames(change(7), page(7, ["ada"], "next"), change(8), page(7, ["bob"]), change(9));
  expect(rig.told("presence").map(({ frame }) => frame.version)).toEqual([8, 9]);
});

test("a change that comes twice is told once", () => {
  const rig = watching().frames(page(7, []), change(8), change(8));
  expect(rig.told("presence")).toHaveLength(1);
});

test("a change that is missing brings the whole again", () => {
  const rig = watching().frames(page(7, []), change(9));
  expect(rig.told("presence")).toEqual([]);
  expect(rig.sent("subscribe")).toMatchObject([{ channel: "chat", mode: ["presence"] }]);
  rig.subscribeOk({ recovered: "yes" }).frames(page(9, ["ada", "eve"]), change(10));
  expect(rig.told("presenceSync").map(({ version }) => version)).toEqual([7, 9]);
  expect(rig.told("presence").map(({ frame }) => frame.version)).toEqual([10]);
});

test("a reconnect begins with a first page, whatever half of the pages had come", () => {
  const rig = watching()
    .frames(page(7, ["ada"], "next"))
    .reconnecting()
    .connected()
    .subscribeOk({ recovered: "yes" });
  expect(rig.frames(page(3, ["bob"])).told("presenceSync")).toMatchObject([{ members: [{ id: "bob" }], version: 3 }]);
});

test("changes without a first page are kept, but not without end", () => {
  const rig = watching().clear();
  for (let version = 1; version <= 1_001; version++) rig.frames(change(version));
  expect(rig.sent("subscribe")).toHaveLength(1);
});

test("entering is a request like others", () => {
  const rig = withPresence().connected().command(enter(5));
  expect(rig.sent("presence")).toEqual([{ type: "presence", id: 2, channel: "chat", action: "enter", data: 5 }]);
  expect(rig.frames({ type: "ok", id: 2, version: 8 }).outcome(5)).toMatchObject({ status: "ok" });
});

test("after a session that was not resumed the application enters again, with its newest data", () => {
  const rig = withPresence().connected().command(enter(1)).frames({ type: "ok", id: 2, version: 1 });
  rig
    .command(enter(2, "update", "newest"))
    .frames({ type: "ok", id: 3, version: 2 })
    .clear()
    .reconnecting()
    .connected();
  expect(rig.sent("presence")).toMatchObject([{ action: "enter", data: "newest" }]);
});

test("on a channel that it subscribes to it enters again once the subscription holds, as that may carry the authorisation", () => {
  const rig = watching().command(enter(1)).frames({ type: "ok", id: 3, version: 1 }).clear().reconnecting().connected();
  expect(rig.sent("presence")).toEqual([]);
  expect(rig.subscribeOk().sent("presence")).toMatchObject([{ action: "enter", data: 1 }]);
});

test("after a resumed session it is still there", () => {
  const rig = withPresence().connected().command(enter(1)).frames({ type: "ok", id: 2, version: 1 }).clear();
  expect(rig.reconnecting().connected({ resumed: true }).sent("presence")).toEqual([]);
});

test("whoever left does not enter again", () => {
  const rig = withPresence().connected().command(enter(1)).frames({ type: "ok", id: 2, version: 1 });
  rig.command(enter(2, "leave")).frames({ type: "ok", id: 3, version: 2 }).clear();
  expect(rig.reconnecting().connected().sent("presence")).toEqual([]);
});

test("an enter that was not answered is sent again, once", () => {
  const rig = withPresence().connected().command(enter(1)).clear().reconnecting().connected();
  expect(rig.sent("presence")).toHaveLength(1);
});

test("an enter that the server refuses is not repeated", () => {
  const rig = withPresence().connected().command(enter(1));
  rig.frames({ type: "error", id: 2, code: "channel_forbidden", message: "No.", retryable: false }).clear();
  expect(rig.reconnecting().connected().sent("presence")).toEqual([]);
});

test("entering again that fails is told", () => {
  const rig = withPresence()
    .connected()
    .command(enter(1))
    .frames({ type: "ok", id: 2, version: 1 })
    .reconnecting()
    .connected();
  rig.clear().frames({ type: "error", id: 2, code: "channel_forbidden", message: "No.", retryable: false });
  expect(rig.told("error")).toMatchObject([{ error: { code: "channel_forbidden" } }]);
});

test("entering again that was not answered is repeated, also when the session in which it was sent is resumed", () => {
  const rig = withPresence().connected().command(enter(1)).frames({ type: "ok", id: 2, version: 1 });
  rig.cut().pass(1_000).connected({ resumed: false }).clear();
  rig.cut().pass(1_000).connected({ resumed: true });
  expect(rig.sent("presence")).toMatchObject([{ action: "enter", data: 1 }]);
  rig.frames({ type: "ok", id: 2, version: 1 }).clear();
  expect(rig.cut().pass(1_000).connected({ resumed: true }).sent("presence")).toEqual([]);
});

test("entering again that still waited for its subscription does so in a session that is resumed", () => {
  const rig = watching().command(enter(1)).frames({ type: "ok", id: 3, version: 1 });
  rig.cut().pass(1_000).connected({ resumed: false }).clear();
  rig.cut().pass(1_000).connected({ resumed: true });
  expect(rig.sent("presence")).toEqual([]);
  expect(rig.subscribeOk().subscribeOk().sent("presence")).toMatchObject([{ action: "enter", data: 1 }]);
});

test("whoever leaves while entering again is under way stays away", () => {
  const rig = withPresence().connected().command(enter(1)).frames({ type: "ok", id: 2, version: 1 });
  rig.cut().pass(1_000).connected().command(enter(2, "leave")).frames({ type: "ok", id: 2, version: 1 });
  rig.frames({ type: "ok", id: 3, version: 2 }).clear();
  expect(rig.cut().pass(1_000).connected().sent("presence")).toEqual([]);
});

test("a change that waited for the connection comes behind entering again", () => {
  const rig = withPresence().connected().command(enter(1)).frames({ type: "ok", id: 2, version: 1 }).cut();
  rig
    .command(enter(2, "update", "newest"))
    .clear()
    .pass(250)
    .connected();
  expect(rig.sent("presence").map(({ action, data }) => [action, data])).toEqual([
    ["enter", "newest"],
    ["update", "newest"],
  ]);
});
