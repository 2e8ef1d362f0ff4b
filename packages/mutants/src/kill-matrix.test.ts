import type { Contract } from "@parlance/contract";
import { beforeAll, expect, test } from "vitest";
import { faults } from "./faults.ts";
import { hunt, platformContract } from "./hunt.ts";
import { isFound } from "./matrix-page.ts";

/** Some faults of each area that are found within a second or two; `npm run matrix -w @parlance/mutants` runs all. */
const quick = [
  "shape-html",
  "shape-member-missing",
  "shape-problem-status",
  "input-max-length",
  "input-boundary-length",
  "input-any-method",
  "auth-missing-list",
  "auth-forged",
  "auth-tenant-clients-get",
  "state-create-lost",
];

let contract: Contract;
beforeAll(async () => {
  contract = await platformContract();
});

test.each(quick)("the tester finds %s", async (id) => {
  const fault = faults.find((each) => each.id === id);
  expect(fault).toBeDefined();
  if (fault !== undefined) expect(isFound(await hunt({ contract, fault }))).toBe(true);
});

test("the tester finds nothing in the resource as it is in which it finds these", async () => {
  const { verdict, findings } = await hunt({ contract, only: ["clients.*"] });
  expect(findings).toEqual([]);
  expect(verdict).toBe("passed");
});
