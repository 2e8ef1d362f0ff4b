import { expect, test } from "vitest";
import { roomsCreate, roomsGet } from "../../test/operations.js";
import { Client } from "../client/client.js";
import { AbortError } from "../errors/abort-error.js";
import { NotFoundError } from "../errors/not-found-error.js";
import { NotImplementedError } from "../errors/not-implemented-error.js";
import { call } from "../operations/call.js";
import { FetchDouble } from "./fetch-double.js";
import { ImpatientClock } from "./impatient-clock.js";
import { VirtualClock } from "./virtual-clock.js";

function setUp(platform: FetchDouble): Client {
  return new Client({ url: "http://platform.test", fetch: platform.fetch, clock: new ImpatientClock() });
}

test("an operation is answered and recorded", async () => {
  const platform = new FetchDouble().on(roomsGet, ({ path }) => ({ data: { id: path["room"] ?? "" } }));
  expect(await call(setUp(platform), roomsGet, { room: "a/b" })).toEqual({ id: "a/b" });
  expect(platform.requests).toMatchObject([{ operation: "rooms.get", method: "GET", path: { room: "a/b" } }]);
});

test("bodies are recorded, later routes win, statuses make errors", async () => {
  const platform = new FetchDouble()
    .on(roomsCreate, { data: { id: "room_1" } })
    .on(roomsGet, { data: { id: "room_1" } });
  const client = setUp(platform);
  await call(client, roomsCreate, { body: { name: "a" } });
  expect(platform.requests[0]?.body).toBe('{"name":"a"}');
  platform.on(roomsGet, { status: 404 });
  await expect(call(client, roomsGet, { room: "room_1" })).rejects.toThrow(NotFoundError);
});

test("a request that no route matches is told", async () => {
  await expect(call(setUp(new FetchDouble()), roomsGet, { room: "room_1" })).rejects.toThrow(NotImplementedError);
});

test("a handler that throws is a connection that breaks, and is tried again", async () => {
  let times = 0;
  const platform = new FetchDouble().on(roomsGet, () => {
    if (times++ === 0) throw new TypeError("fetch failed");
    return { data: { id: "room_1" } };
  });
  expect(await call(setUp(platform), roomsGet, { room: "room_1" })).toEqual({ id: "room_1" });
});

test("an abort reaches the double", async () => {
  const platform = new FetchDouble().on(roomsGet, { data: { id: "room_1" } });
  await expect(call(setUp(platform), roomsGet, { room: "room_1" }, { signal: AbortSignal.abort() })).rejects.toThrow(
    AbortError,
  );
});

test("the virtual clock wakes those whose time has come, and lets aborted ones go", async () => {
  const clock = new VirtualClock(0);
  const woken: string[] = [];
  const controller = new AbortController();
  const late = clock.sleep(100, controller.signal).catch(() => woken.push("aborted"));
  const early = clock.sleep(50, controller.signal).then(() => woken.push("early"));
  clock.advance(50);
  await early;
  controller.abort();
  await late;
  clock.advance(100);
  expect(woken).toEqual(["early", "aborted"]);
  expect(clock.now()).toBe(150);
  expect(clock.waits).toEqual([100, 50]);
});
