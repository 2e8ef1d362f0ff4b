import type { Json } from "@parlance/contract";
import { describe, expect, test } from "vitest";
import type { Answer } from "./exchange.js";
import { createdId } from "./ids.js";

function answer(body: Json, location?: string): Answer {
  const headers = location === undefined ? [] : ([["location", location]] as const);
  return { kind: "answer", status: 201, headers, body: new TextEncoder().encode(JSON.stringify(body)), elapsedMs: 1 };
}

describe("The id of what was created", () => {
  test.each<readonly [string, Answer, Json, boolean]>([
    ["Location below the collection", answer({ id: "b" }, "/exams/a"), "a", true],
    ["Location of a whole address", answer({}, "https://example.com/v2/exams/a%20b?x=1"), "a b", true],
    ["Location of something else, and the body", answer({ id: "b" }, "/jobs/a"), "b", true],
    ["the body", answer({ id: 7 }), 7, true],
    ["the only member that is called so", answer({ examId: "a", title: "t" }), "a", false],
    ["a Location that cannot be decoded", answer({}, "/exams/%zz"), "%zz", true],
    ["only a Location of something else", answer({}, "/jobs/a"), "a", false],
  ])("from %s", (_where, from, id, sure) => {
    expect(createdId(from, "/exams")).toEqual({ id, sure });
  });

  test("is unknown where nothing tells it", () => {
    expect(createdId(answer({ title: "t" }), "/exams")).toBeUndefined();
    expect(createdId(answer(null), "/exams")).toBeUndefined();
  });
});
