import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Position } from "../frames/frames.gen.js";
import { Track } from "./track.js";

interface Decision {
  readonly name: string;
  readonly position: Position;
  readonly message: { readonly offset?: number; readonly previous?: number; readonly epoch?: string };
  readonly decision: "emit" | "drop" | "hole";
  readonly after: Position;
}

const file = new URL("../../../../specs/vectors/positions.json", import.meta.url);
const { decisions } = JSON.parse(readFileSync(file, "utf8")) as { readonly decisions: readonly Decision[] };

test.each(decisions)("$name: $decision", ({ position, message, decision, after }) => {
  const told: string[] = [];
  class Told extends Track {
    override tell = ({ type }: { readonly type: "message" | "gap" }): void =>
      void told.push(type === "gap" ? type : "emit");
    override hole = (): void => void told.push("hole");
  }
  const track = new Told("chat-42", position);
  track.begin({ ...position, recovered: "yes" });
  track.message({ type: "message", channel: "chat-42", ...message });
  expect(told).toEqual(decision === "drop" ? [] : [decision]);
  expect(track.position).toEqual(after);
});
