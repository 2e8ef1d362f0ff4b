import { expect, test } from "vitest";
import type { ProblemItem } from "./platform-error.js";
import { validationFailed } from "./validation-failed.js";

const cases: readonly (readonly [readonly ProblemItem[], string])[] = [
  [[{ parameter: "limit", code: "minimum", message: "must be >= 1" }], "limit must be >= 1."],
  [[{ pointer: "", code: "required", message: "is required" }], "the body is required."],
  [
    [
      { pointer: "/name", code: "type", message: "must be string" },
      { pointer: "/labels", code: "type", message: "must be object" },
    ],
    "/name must be string; 1 more under errors.",
  ],
  [
    [
      { pointer: "/filter/a", code: "unknown", message: "is not known here" },
      { pointer: "/filter/a", code: "type", message: "must be string" },
      { pointer: "/filter/a/like", code: "unknown", message: "is not known here" },
    ],
    "/filter/a/like is not known here; 2 more under errors.",
  ],
];

test.each(cases)("the most telling of %j is the detail", (errors, detail) => {
  expect(validationFailed(errors)).toMatchObject({ code: "validation_failed", message: detail, errors });
});
