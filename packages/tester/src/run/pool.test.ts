import type { Operation } from "@parlance/contract";
import { expect, test } from "vitest";
import { collectionOf } from "./pool.js";

const answers = { path: "/exams/{exam}/answers/{answer}" } as Operation;
const below = (exam: string) => collectionOf(answers, "answer", [{ in: "path", name: "exam", value: exam }]);

test("a collection has the values of the parameters before it, written as in a request", () => {
  expect(collectionOf(answers, "exam", [])).toBe("/exams");
  expect(below("a/b")).toBe("/exams/a%2Fb/answers");
  expect(below("..")).toBe("/exams/%2E%2E/answers");
  expect(below("half \uD83D")).toBe("/exams/half%20%EF%BF%BD/answers");
});

test("a parameter with which a path begins has no collection", () => {
  expect(collectionOf({ path: "/{exam}" } as Operation, "exam", [])).toBeUndefined();
});
