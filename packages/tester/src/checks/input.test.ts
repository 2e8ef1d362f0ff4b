import { expect, test } from "vitest";
import type { Intent } from "../plan/case.js";
import { cautiousPolicies, strictPolicies } from "../profile/policies.js";
import type { Answered, CheckContext } from "./check.js";
import { inputChecks } from "./input.js";

/** What the checks of what goes in say of an answer to a request with this intent. */
function verdicts(intent: Intent, status: number, policies = cautiousPolicies): readonly string[] {
  const exchange = { case: { intent }, operation: { method: "POST" }, outcome: { status, headers: [] } };
  return inputChecks.flatMap((check) => {
    const verdict = check.look(exchange as unknown as Answered, { policies } as CheckContext);
    return verdict === undefined ? [] : [`${check.id}: ${verdict.kind}`];
  });
}

const minimum: Intent = { kind: "negative", part: "query", name: "limit", keyword: "minimum", pointer: "" };

test("who is sent elsewhere is told there whether a request does", () => {
  expect(verdicts(minimum, 201)).toEqual(["broken-refused: fail"]);
  for (const intent of [minimum, { kind: "malformed" }, { kind: "mediaType" }, { kind: "method" }] as const)
    expect(verdicts(intent, 307)).toEqual([]);
});

test.each([401, 403, 429])("who is refused with %i was not looked at any further", (status) => {
  expect(verdicts({ kind: "negative", part: "body", keyword: "type", pointer: "/name" }, status)).toEqual([]);
});

test("a body that cannot be read is to be refused with 400", () => {
  expect(verdicts({ kind: "malformed" }, 400)).toEqual(["malformed-refused: pass"]);
  expect(verdicts({ kind: "malformed" }, 201)).toEqual(["malformed-refused: fail"]);
});

test("a media type that is not taken is to be refused with 415", () => {
  expect(verdicts({ kind: "mediaType" }, 415)).toEqual(["media-type-refused: pass"]);
  expect(verdicts({ kind: "mediaType" }, 201)).toEqual(["media-type-refused: fail"]);
});

test.each([401, 403, 404])("who is refused with %i before the body is looked at says nothing of it", (status) => {
  expect(verdicts({ kind: "malformed" }, status)).toEqual([]);
  expect(verdicts({ kind: "mediaType" }, status)).toEqual([]);
});

test.each([
  [minimum, 422, "pass", "pass"],
  [minimum, 409, "pass", "fail"],
  [{ kind: "malformed" }, 422, "pass", "fail"],
  [{ kind: "mediaType" }, 400, "pass", "fail"],
  [{ kind: "method" }, 404, "pass", "fail"],
  [{ kind: "unknownQuery" }, 400, "pass", "pass"],
] as const)("strict policies tighten what is right: %j with %i", (intent, status, cautious, strict) => {
  expect(verdicts(intent, status)).toEqual([expect.stringMatching(`: ${cautious}$`)]);
  expect(verdicts(intent, status, strictPolicies)).toEqual([expect.stringMatching(`: ${strict}$`)]);
});
