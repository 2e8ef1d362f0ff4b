import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ServerFrame } from "../frames/frames.gen.js";
import { decodeFrames, encodeFrames } from "./json.js";

interface Vectors {
  readonly frames: readonly { readonly name: string; readonly frame: ServerFrame; readonly json: string }[];
  readonly batches: readonly {
    readonly name: string;
    readonly frames: readonly ServerFrame[];
    readonly json: string;
  }[];
  readonly malformed: readonly { readonly name: string; readonly json: string }[];
}

const file = new URL("../../../../specs/vectors/frames.json", import.meta.url);
const { frames, batches, malformed } = JSON.parse(readFileSync(file, "utf8")) as Vectors;

test.each(frames)("$name is read and written", ({ frame, json }) => {
  expect(decodeFrames(json)).toEqual({ frames: [frame], malformed: null });
  expect(JSON.parse(encodeFrames([frame]))).toEqual(frame);
  expect(encodeFrames([frame])).not.toContain("\n");
});

test.each(batches)("$name are read from one message", ({ frames: expected, json }) => {
  expect(decodeFrames(json)).toEqual({ frames: expected, malformed: null });
});

test.each(malformed)("$name is no frame", ({ json }) => {
  expect(decodeFrames(json)).toEqual({ frames: [], malformed: expect.any(String) });
});
