import { expect, test } from "vitest";
import { sizeVerdicts } from "./verdicts.ts";

test("every bundle is within its budget", async () => {
  const verdicts = await sizeVerdicts();
  expect(verdicts.filter(({ counted, budget }) => counted > budget)).toEqual([]);
  expect(verdicts.every(({ gzip }) => gzip > 0)).toBe(true);
}, 60_000);
