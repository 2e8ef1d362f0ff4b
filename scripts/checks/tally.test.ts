import { expect, test } from "vitest";

import { lastLine, sum } from "./tally.ts";

test("the last line is the sum of all parts", () => {
  expect(
    lastLine(
      sum([
        { passed: 2, failed: 0 },
        { passed: 3, failed: 1 },
      ]),
    ),
  ).toBe("5 passed, 1 failed");
});

test("nothing at all is neither passed nor failed", () => {
  expect(lastLine(sum([]))).toBe("0 passed, 0 failed");
});
