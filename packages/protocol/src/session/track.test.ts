import { expect, test } from "vitest";
import { Rig } from "../testing/rig.js";

const live = (): Rig => new Rig().subscribe(1).connected().subscribeOk({ offset: 5 }).clear();

test("messages that follow the position are told in order", () => {
  expect(live().message(6).message(7).offsets).toEqual([6, 7]);
});

test("messages at or before the position are duplicates", () => {
  expect(live().message(6).message(6).message(3).offsets).toEqual([6]);
});

test("a message further on shows a hole: it is dropped, and what is missing is asked for", () => {
  const rig = live().message(6).message(8).message(9);
  expect(rig.offsets).toEqual([6]);
  expect(rig.sent("subscribe")).toMatchObject([{ channel: "chat", since: { epoch: "e001", offset: 6 } }]);
  rig.subscribeOk({ offset: 6, recovered: "yes", count: 3 }).message(7).message(8).message(9);
  expect(rig.offsets).toEqual([6, 7, 8, 9]);
  expect(rig.told("gap")).toEqual([]);
});

test("a loss that was announced and not told is asked for again from where it begins", () => {
  const rig = live().reconnecting().connected().subscribeOk({ epoch: "e002", offset: 2, recovered: "no" }).clear();
  rig.reconnecting().pass(500).connected();
  expect(rig.sent("hello")[0]?.subscriptions).toMatchObject([{ since: { epoch: "e001", offset: 5 } }]);
  rig.subscribeOk({ epoch: "e002", offset: 3, recovered: "no" }).message(4);
  expect(rig.told("gap")).toMatchObject([
    { frame: { from: { epoch: "e001", offset: 5 }, to: { epoch: "e002", offset: 3 }, reason: "epoch_changed" } },
  ]);
  expect(rig.offsets).toEqual([4]);
});

test("with a filter `previous` tells what follows", () => {
  const rig = live().message(9, { previous: 5 }).message(14, { previous: 9 });
  expect(rig.offsets).toEqual([9, 14]);
  expect(rig.clear().message(20, { previous: 17 }).sent("subscribe")).toMatchObject([{ since: { offset: 14 } }]);
});

test("a `previous` from before the position is no hole: nothing of this subscription lies between", () => {
  expect(live().message(9, { previous: 2 }).offsets).toEqual([9]);
});

test("a message of another epoch is a hole", () => {
  const rig = live().message(6, { epoch: "e002" });
  expect(rig.offsets).toEqual([]);
  expect(rig.sent("subscribe")).toMatchObject([{ since: { epoch: "e001", offset: 5 } }]);
});

test("a message without an offset is in no log and always told", () => {
  expect(live().frames({ type: "message", channel: "chat", data: 1 }).offsets).toEqual([undefined]);
});

test("a gap is told and moves the position", () => {
  const to = { epoch: "e001", offset: 90 };
  const rig = live()
    .frames({ type: "gap", channel: "chat", from: { epoch: "e001", offset: 5 }, to, reason: "history_exceeded" })
    .message(91);
  expect(rig.told("gap")).toMatchObject([{ subscription: 1, frame: { to } }]);
  expect(rig.offsets).toEqual([91]);
});

test("a gap that comes twice does not lead back", () => {
  const gap = {
    type: "gap",
    channel: "chat",
    from: { epoch: "e001", offset: 5 },
    to: { epoch: "e002", offset: 3 },
    reason: "epoch_changed",
  } as const;
  const rig = live().frames(gap).message(4).message(5).frames(gap).message(5).message(6);
  expect(rig.offsets).toEqual([4, 5, 6]);
});

test("after a reconnect the position is that of the last message told", () => {
  const rig = live().message(6).message(7).reconnecting().opened();
  expect(rig.sent("hello")[0]?.subscriptions).toMatchObject([{ since: { epoch: "e001", offset: 7 } }]);
});

test("a new epoch is a gap even if the server forgets to say so", () => {
  const rig = live().reconnecting().connected().subscribeOk({ epoch: "e002", offset: 2, recovered: "no" }).message(3);
  expect(rig.told("gap").map(({ frame }) => frame)).toEqual([
    {
      type: "gap",
      channel: "chat",
      from: { epoch: "e001", offset: 5 },
      to: { epoch: "e002", offset: 2 },
      reason: "epoch_changed",
    },
  ]);
  expect(rig.offsets).toEqual([3]);
});

test("a loss that the server announces and tells is told once, before what follows", () => {
  const to = { epoch: "e001", offset: 40 };
  const rig = live().reconnecting().connected().subscribeOk({ offset: 40, recovered: "no" }).clear();
  rig.frames({ type: "gap", channel: "chat", from: { epoch: "e001", offset: 5 }, to, reason: "history_exceeded" });
  rig.frames({ type: "live", channel: "chat" }).message(41);
  const events = rig.of("emit").map(({ event }) => event.type);
  expect(events).toEqual(["gap", "live", "message"]);
});

test("a server that does not fill a hole is asked again with back-off, not in a circle", () => {
  const rig = live();
  for (let round = 0; round < 10; round++) rig.message(9).subscribeOk({ offset: 5, recovered: "yes" });
  expect(rig.sent("subscribe")).toHaveLength(3);
  expect(rig.told("subscription").at(-1)?.state).toMatchObject({ error: { code: "position_lost" } });
  expect(rig.pass(1_000).sent("subscribe")).toHaveLength(4);
});

test("the short way takes exactly the next message of a subscription and leaves everything else to `input`", () => {
  const rig = live();
  const follow = (offset: number | undefined, transport = rig.transport): number | null =>
    rig.session.follow(transport, { type: "message", channel: "chat", ...(offset && { offset }) }, rig.now);
  expect(follow(6)).toBe(1);
  expect([follow(6), follow(8), follow(undefined), follow(7, rig.transport - 1)]).toEqual([null, null, null, null]);
  expect(rig.message(6).message(7).offsets).toEqual([7]);
  expect(rig.session.follow(rig.transport, { type: "ping" }, rig.now)).toBeNull();
  expect(rig.cut().session.follow(rig.transport, { type: "message", channel: "chat", offset: 8 }, rig.now)).toBeNull();
});

test("a message of the short way is a sign of life and ends a row of holes", () => {
  const rig = live().pass(30_000);
  expect(rig.session.follow(rig.transport, { type: "message", channel: "chat", offset: 6 }, rig.now)).toBe(1);
  expect(rig.pass(34_999).session.state.status).toBe("connected");
});
