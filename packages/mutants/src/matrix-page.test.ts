import { expect, test } from "vitest";
import { faults } from "./faults.ts";
import type { Hunted } from "./hunt.ts";
import { matrixPage } from "./matrix-page.ts";

const finding = { check: "status-declared", subject: "clients.get", message: "It answers 200." };
const base = { flaky: 0, requests: 10, elapsedMs: 1500 };
const found: Hunted = { ...base, verdict: "failed", checks: [finding.check], findings: [finding] };
const missed: Hunted = { ...base, verdict: "passed", checks: [], findings: [] };
const all = new Map(faults.map(({ id }) => [id, found]));

test("Each fault is told with what found it, and a missed one is counted", () => {
  const page = matrixPage([new Map([...all, ["shape-html", missed]])], [{ ...missed, seed: 1 }]);
  expect(page).toContain(`| **all** | ${faults.length} | ${faults.length - 1} | 1 |`);
  expect(page).toMatch(/^\| `shape-html` \|.*\| \*\*missed\*\* \|$/mu);
  expect(page).toMatch(/^\| `auth-forged` \|.*\| `status-declared` \|$/mu);
  expect(page).not.toContain("Run again");
});

test("Of several runs it tells which faults were not found in each", () => {
  const page = matrixPage([all, new Map([...all, ["shape-html", missed]]), all], []);
  expect(page).toContain(`${faults.length - 1} of ${faults.length} faults have the same verdict in 3 of 3 runs`);
  expect(page).toContain("| `shape-html` | 2 of 3 |");
});
