import { expect, test } from "vitest";
import { serverFrame } from "../frames.ts";
import { FrameCounter } from "./frame-counter.ts";

const stream = Buffer.concat([
  Buffer.from("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"),
  ...["a", "b".repeat(200), "", "c".repeat(60_000)].map(serverFrame),
]);

test("frames are counted wherever the stream is cut", () => {
  for (let cut = 1; cut < 300; cut++) {
    const counter = new FrameCounter();
    expect(counter.count(stream.subarray(0, cut)) + counter.count(stream.subarray(cut))).toBe(4);
  }
});

test("frames are counted when every byte comes alone", () => {
  const counter = new FrameCounter();
  let frames = 0;
  for (const byte of stream) frames += counter.count(Buffer.from([byte]));
  expect(frames).toBe(4);
  expect(counter.upgraded).toBe(true);
});

test("a refused upgrade is an error that shows the answer", () => {
  expect(() => new FrameCounter().count(Buffer.from("HTTP/1.1 401 Unauthorized\r\n\r\n"))).toThrow("401 Unauthorized");
});
