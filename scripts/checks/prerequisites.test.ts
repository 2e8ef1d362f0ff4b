import { expect, test } from "vitest";

import { root } from "../lib/root.ts";
import { prerequisites } from "./prerequisites.ts";

/** What is found of the parts that a variable can point to. */
function paths(env: NodeJS.ProcessEnv): (string | undefined)[] {
  return prerequisites(env).flatMap((part) => (part.variable === undefined ? [] : [part.path]));
}

test("a path given by variable is used", () => {
  expect(paths({ CHROMIUM_PATH: process.execPath, PARLANCE_CORPUS: root })).toEqual([process.execPath, root]);
});

test("a given path that does not exist counts as missing, with a remedy", () => {
  const parts = prerequisites({ CHROMIUM_PATH: "/no/such/chromium", PARLANCE_CORPUS: "/no/such/corpus" });
  expect(parts.filter((part) => part.variable !== undefined && part.path !== undefined)).toEqual([]);
  expect(parts.map((part) => part.remedy).join()).toContain("CHROMIUM_PATH");
});

test("without a variable a browser is looked for in the path", () => {
  expect(paths({ PATH: "/no/such/folder", PARLANCE_CORPUS: root })[0]).toBeUndefined();
});

test("the commands of other languages are looked for in the path", () => {
  const named = (name: string): string | undefined => prerequisites().find((part) => part.name === name)?.remedy;
  expect([named("python3"), named("go")]).toEqual([
    expect.stringContaining("install"),
    expect.stringContaining("install"),
  ]);
});
