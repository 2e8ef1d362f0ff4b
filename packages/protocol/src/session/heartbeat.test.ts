import { expect, test } from "vitest";
import { Rig } from "../testing/rig.js";

test("without any frame for `pingMs` and `pongWaitMs` the transport is dead: detached, and the next one begins", () => {
  const rig = new Rig().connected().clear().pass(34_999);
  expect(rig.session.state.status).toBe("connected");
  rig.pass(1);
  expect(rig.of("close")).toMatchObject([{ transport: 1, code: 4201 }]);
  expect(rig.session.state).toMatchObject({ status: "reconnecting", error: { code: "connection_lost" } });
});

test("any frame is a sign of life", () => {
  const rig = new Rig().subscribe(1).connected().subscribeOk().clear().pass(30_000).message(1).pass(30_000);
  expect(rig.session.state.status).toBe("connected");
  expect(rig.pass(5_000).session.state.status).toBe("reconnecting");
});

test("a message moves no timer", () => {
  const rig = new Rig().subscribe(1).connected().subscribeOk().pass(20_000).clear().message(1);
  expect(rig.effects.map(({ type }) => type)).toEqual(["emit"]);
});

test("a ping is answered with its echo", () => {
  const rig = new Rig().connected().frames({ type: "ping", echo: "9f2c" }, { type: "ping" });
  expect(rig.sent("pong")).toEqual([{ type: "pong", echo: "9f2c" }, { type: "pong" }]);
});

test.each([
  ["waking up", { type: "resumed" }],
  ["a new network", { type: "network", online: true }],
] as const)("after %s a connection has three seconds to show that it lives", (_, input) => {
  const rig = new Rig().connected().clear().pass(1_000).input(input);
  expect(rig.sent("ping")).toHaveLength(1);
  expect(rig.pass(2_999).session.state.status).toBe("connected");
  expect(rig.pass(1).session.state.status).toBe("reconnecting");
});

test("an answer to the probe leaves all as it was", () => {
  const rig = new Rig().connected().input({ type: "resumed" }).frames({ type: "pong" }).pass(30_000);
  expect(rig.session.state.status).toBe("connected");
});

test("a second wake-up does not give a dead connection more time", () => {
  const rig = new Rig().connected().input({ type: "resumed" }).pass(2_000).input({ type: "resumed" }).pass(1_000);
  expect(rig.session.state.status).toBe("reconnecting");
});
