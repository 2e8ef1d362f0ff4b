import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { RetryHint } from "../frames/frames.gen.js";
import { BackOff } from "./back-off.js";
import { Context } from "./context.js";

interface Wait {
  readonly name: string;
  readonly hint: RetryHint;
  readonly comeBack: "now" | "later";
  readonly attempt: number;
  readonly least: number;
  readonly most: number;
}

const file = new URL("../../../../specs/vectors/back-off.json", import.meta.url);
const { waits } = JSON.parse(readFileSync(file, "utf8")) as { readonly waits: readonly Wait[] };

function nthWait({ hint, comeBack, attempt }: Wait, random: number): number {
  const client = { name: "vectors", version: "1.0.0" };
  const instance = "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d";
  const backOff = new BackOff(new Context({ client, instance, random: () => random, retry: hint }));
  for (let before = 1; before < attempt; before += 1) backOff.next(comeBack === "now");
  return backOff.next(comeBack === "now");
}

test.each(waits)("$name: $least to $most ms", (wait) => {
  expect(nthWait(wait, 0)).toBeCloseTo(wait.least, 3);
  expect(nthWait(wait, 1)).toBeCloseTo(wait.most, 3);
});
