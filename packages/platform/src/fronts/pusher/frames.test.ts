import { describe, expect, test } from "vitest";
import { errorFrame, readFrame, writeFrame } from "./frames.js";

const read = (frame: object) => readFrame(JSON.stringify(frame));

describe("a client's frame", () => {
  test("is told by its event", () => {
    expect(read({ event: "pusher:ping", data: {} })).toEqual({ type: "ping" });
    expect(read({ event: "pusher:pong" })).toEqual({ type: "pong" });
    expect(read({ event: "pusher:unsubscribe", data: { channel: "a" } })).toEqual({
      type: "unsubscribe",
      channel: "a",
    });
    expect(read({ event: "pusher:subscribe", data: { channel: "a", auth: "k:s", channel_data: "{}" } })).toEqual({
      type: "subscribe",
      channel: "a",
      auth: "k:s",
      channelData: "{}",
    });
    expect(read({ event: "pusher:signin", data: { auth: "k:s", user_data: "{}" } })).toEqual({
      type: "signin",
      auth: "k:s",
      userData: "{}",
    });
    expect(read({ event: "client-typing", channel: "private-a", data: { on: true } })).toEqual({
      type: "client-event",
      event: "client-typing",
      channel: "private-a",
      data: { on: true },
    });
  });

  test("may have its data as a text", () => {
    expect(read({ event: "pusher:subscribe", data: '{"channel":"a"}' })).toEqual({
      type: "subscribe",
      channel: "a",
      auth: "",
    });
  });

  test.each([
    "",
    "garbage",
    "[]",
    "null",
    "{}",
    '{"event":1}',
    '{"event":"pusher:subscribe"}',
    '{"event":"pusher:subscribe","data":"{"}',
    '{"event":"pusher:subscribe","data":{"channel":{}}}',
    '{"event":"pusher:unsubscribe","data":[]}',
    '{"event":"pusher:signin","data":{"auth":"a"}}',
    '{"event":"client-x","data":{}}',
    '{"event":"pusher_internal:member_added","channel":"presence-a","data":"{}"}',
    '{"event":"pusher:ping","event":"client-x"}',
    `{"event":"client-x","channel":"private-a","data":${"[".repeat(100)}${"]".repeat(100)}}`,
  ])("%s is refused, not thrown", (text) => {
    expect(readFrame(text).type).toBe("unknown");
  });
});

test("a server's frame has its data as a text", () => {
  expect(JSON.parse(writeFrame("pusher_internal:subscription_succeeded", {}, "a"))).toEqual({
    event: "pusher_internal:subscription_succeeded",
    channel: "a",
    data: "{}",
  });
});

test("an error has a code only if the connection is concerned", () => {
  expect(JSON.parse(errorFrame("no"))).toEqual({ event: "pusher:error", data: { code: null, message: "no" } });
  expect(JSON.parse(errorFrame("full", 4301))).toEqual({
    event: "pusher:error",
    data: { code: 4301, message: "full" },
  });
});
