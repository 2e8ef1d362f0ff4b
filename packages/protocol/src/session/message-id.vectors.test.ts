import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { MessageFrame } from "../frames/frames.gen.js";
import { messageIdOf } from "./message-id.js";

interface Vector {
  readonly name: string;
  readonly frame: MessageFrame;
  readonly epoch: string | null;
  readonly id: string | null;
}

const file = new URL("../../../../specs/vectors/message-ids.json", import.meta.url);
const { ids } = JSON.parse(readFileSync(file, "utf8")) as { readonly ids: readonly Vector[] };

test.each(ids)("$name: $id", ({ frame, epoch, id }) => {
  expect(messageIdOf(frame, epoch ?? undefined)).toBe(id ?? undefined);
});
