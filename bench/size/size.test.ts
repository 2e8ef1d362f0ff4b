import { expect, test } from "vitest";
import { loadedSources } from "./measure.ts";
import { sizeVerdicts } from "./verdicts.ts";

test("every bundle is within its budget", async () => {
  const verdicts = await sizeVerdicts();
  expect(verdicts.filter(({ counted, budget }) => counted > budget)).toEqual([]);
  expect(verdicts.every(({ gzip }) => gzip > 0)).toBe(true);
}, 60_000);

test("the SDK's realtime client brings neither REST nor schemas, validation or signing along", async () => {
  const sources = await loadedSources("sdk-realtime");
  expect(sources.filter((each) => /node_modules\/(?:ky|jose|typebox|ws|eventsource-parser)\//u.test(each))).toEqual([]);
  expect(sources.filter((each) => /\/(?:operations|resources|contracts|schemas|validation)[./]/u.test(each))).toEqual(
    [],
  );
  expect(sources.some((each) => each.endsWith("/realtime-client.gen.js"))).toBe(true);
});
