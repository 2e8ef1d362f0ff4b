import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ServerFrame } from "../frames/frames.gen.js";
import { decodeCborFrames, encodeCborBatches } from "./frames.js";

interface Vectors {
  readonly frames: readonly { readonly name: string; readonly frame: ServerFrame; readonly cbor: string }[];
  readonly batches: readonly {
    readonly name: string;
    readonly frames: readonly ServerFrame[];
    readonly cbor: string;
  }[];
  readonly malformed: readonly { readonly name: string; readonly cbor: string }[];
}

const file = new URL("../../../../specs/vectors/frames.json", import.meta.url);
const { frames, batches, malformed } = JSON.parse(readFileSync(file, "utf8")) as Vectors;
const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

test.each(frames)("$name is read and written", ({ frame, cbor }) => {
  expect(decodeCborFrames(bytes(cbor))).toEqual({ frames: [frame], malformed: null });
  const written = encodeCborBatches([frame], Infinity).map((batch) => decodeCborFrames(batch).frames);
  expect(written).toEqual([[frame]]);
});

test.each(batches)("$name are read from one message", ({ frames: expected, cbor }) => {
  expect(decodeCborFrames(bytes(cbor))).toEqual({ frames: expected, malformed: null });
});

test.each(malformed)("$name is no frame", ({ cbor }) => {
  expect(decodeCborFrames(bytes(cbor))).toEqual({ frames: [], malformed: expect.any(String) });
});
