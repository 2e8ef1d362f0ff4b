import { expect, test } from "vitest";

import { root } from "../lib/root.ts";
import { prerequisites } from "./prerequisites.ts";

function paths(env: NodeJS.ProcessEnv): (string | undefined)[] {
  return prerequisites(env).map((part) => part.path);
}

test("a path given by variable is used", () => {
  expect(paths({ CHROMIUM_PATH: process.execPath, PARLANCE_CORPUS: root })).toEqual([process.execPath, root]);
});

test("a given path that does not exist counts as missing, with a remedy", () => {
  const parts = prerequisites({ CHROMIUM_PATH: "/no/such/chromium", PARLANCE_CORPUS: "/no/such/corpus" });
  expect(parts.map((part) => part.path)).toEqual([undefined, undefined]);
  expect(parts.map((part) => part.remedy).join()).toContain("CHROMIUM_PATH");
});

test("without a variable a browser is looked for in the path", () => {
  expect(paths({ PATH: "/no/such/folder", PARLANCE_CORPUS: root })[0]).toBeUndefined();
});
