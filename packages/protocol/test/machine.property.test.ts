import { expect, test } from "vitest";
import { Session } from "../src/index.js";
import { violation } from "./model/violation.js";

test("whatever happens, in whatever order, I1–I3, I5–I7 and I9 hold", () => {
  expect(violation(Session, { numRuns: 2_000 })).toBeNull();
});
