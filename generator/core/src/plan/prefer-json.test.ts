import type { Operation } from "@parlance/contract";
import { expect, test } from "vitest";
import { contents, contractWith, operation, place, response, text } from "../testing/contracts.js";
import { preferJson } from "./prefer-json.js";

test("of an answer that is JSON too, JSON alone is left", () => {
  const both = { "text/plain": text, "application/json": text, "image/png": text };
  expect(mediaTypes({ responses: [response("200", both)] })).toEqual(["application/json"]);
});

test("an answer without JSON stays as it is, and so does a failure", () => {
  const plain = response("200", { "text/plain": text, "image/png": text });
  const failure = response("404", { "text/plain": text, "application/json": text });
  expect(mediaTypes({ responses: [plain, failure] })).toEqual([
    "text/plain",
    "image/png",
    "text/plain",
    "application/json",
  ]);
});

test("of a body that is sent, text goes, while bytes stay", () => {
  const body = {
    required: true,
    contents: contents({ "text/plain": text, "application/json": text, "image/png": text }),
    place,
  };
  expect(mediaTypes({ body })).toEqual(["application/json", "image/png"]);
});

function mediaTypes(given: Partial<Operation>): readonly string[] {
  const [found] = preferJson(contractWith({ operations: [operation({ id: "things.get", ...given })] })).operations;
  return [found?.body, ...(found?.responses ?? [])]
    .flatMap((each) => each?.contents ?? [])
    .map((each) => each.mediaType);
}
