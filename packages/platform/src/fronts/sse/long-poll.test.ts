import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestStreams } from "../../testing/test-streams.js";

const streams = await TestStreams.start();
const { platform, url } = streams;

describe("the long poll", () => {
  const ndjson = { ...streams.bearer(), Accept: "application/x-ndjson" };
  const poll = async (query: string): Promise<{ frames: JsonObject[]; cursor: string; status: number }> => {
    const response = await fetch(`${url}/v1/events${query}`, { headers: ndjson });
    const frames = (await response.text()).split("\n").filter(Boolean);
    const cursor = response.headers.get("parlance-cursor") ?? "";
    return { status: response.status, frames: frames.map((line) => JSON.parse(line)), cursor };
  };

  test("gives a cursor at once, then what comes", async () => {
    const channel = streams.fresh();
    const first = await poll(`?channel=${channel}`);
    expect(first.frames.map(({ type }) => type)).toEqual(["welcome", "ok", "live"]);
    await streams.publish(channel, "between");
    const second = await poll(`?channel=${channel}&cursor=${first.cursor}`);
    expect(second.frames).toContainEqual(expect.objectContaining({ type: "message", data: "between" }));
    const waiting = poll(`?channel=${channel}&cursor=${second.cursor}`);
    await expect.poll(async () => (await platform.send("GET /v1/connections")).text).toContain("sse");
    await streams.publish(channel, "while it waits");
    const third = await waiting;
    expect(third.frames.filter(({ type }) => type === "message")).toMatchObject([{ data: "while it waits" }]);
  });

  test("ends with nothing when its time is over", async () => {
    const channel = streams.fresh();
    const { cursor } = await poll(`?channel=${channel}`);
    const { status, frames } = await poll(`?channel=${channel}&cursor=${cursor}&wait=0`);
    expect(status).toBe(200);
    expect(frames.filter(({ type }) => type === "message")).toEqual([]);
  });

  test("loses nothing over many polls while messages come", async () => {
    const channel = streams.fresh();
    let { cursor } = await poll(`?channel=${channel}`);
    const sent = Array.from({ length: 30 }, (_, n) => String(n));
    const publishing = (async () => {
      for (const data of sent) await streams.publish(channel, data);
    })();
    const received: unknown[] = [];
    while (received.length < sent.length) {
      const polled = await poll(`?channel=${channel}&cursor=${cursor}&wait=5`);
      received.push(...polled.frames.filter(({ type }) => type === "message").map(({ data }) => data));
      expect(polled.frames.filter(({ type }) => type === "gap")).toEqual([]);
      ({ cursor } = polled);
    }
    await publishing;
    expect(received).toEqual(sent);
  });
});
