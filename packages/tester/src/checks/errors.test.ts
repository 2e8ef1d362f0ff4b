import { expect, test } from "vitest";
import type { Answered, CheckContext } from "./check.js";
import { errorChecks } from "./errors.js";

/** What the checks say of a failed answer with this text. */
function verdicts(text: string, { status = 500, type = "text/plain" } = {}): readonly string[] {
  const outcome = { kind: "answer", status, headers: [["content-type", type]], body: Buffer.from(text) };
  const exchange = { case: { intent: { kind: "positive" } }, outcome } as unknown as Answered;
  return errorChecks.flatMap((check) => {
    const verdict = check.look(exchange, {} as CheckContext);
    return verdict === undefined ? [] : [`${check.id}: ${verdict.kind}`];
  });
}

const problem = { type: "application/problem+json" };

test("a stack, a file or a database shows the server's inside, also in JSON", () => {
  const stack = "Error: no\n    at open (/srv/app/store.js:12:7)";
  for (const text of [
    stack,
    JSON.stringify({ detail: stack }),
    "Traceback (most recent call last):",
    "SQLSTATE[42000]",
  ])
    expect(verdicts(text)).toEqual(["nothing-leaked: fail"]);
  expect(verdicts("Something failed at 12:07.")).toEqual(["nothing-leaked: pass"]);
  expect(verdicts(stack, { status: 200 })).toEqual([]);
});

test("a text of nothing but lines is looked through at once", () => {
  expect(verdicts("\n".repeat(1024 * 1024))).toEqual(["nothing-leaked: pass"]);
});

test("a problem tells the status that it came with, or none", () => {
  const of = (status?: number) => verdicts(JSON.stringify({ title: "No", status }), { status: 404, ...problem });
  expect(of(404)).toEqual(["problem-status: pass", "nothing-leaked: pass"]);
  expect(of(500)).toEqual(["problem-status: fail", "nothing-leaked: pass"]);
  expect(of()).toEqual(["nothing-leaked: pass"]);
});
