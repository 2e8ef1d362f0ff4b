import { expect, test } from "vitest";
import { loadContract } from "../../load-contract.js";
import { streamHandlers } from "./stream-handlers.js";

test("every operation of the domain has a handler, and no other", () => {
  const operations = [...loadContract().operations.values()].filter((operation) => operation.tags.includes("streams"));
  expect(Object.keys(streamHandlers).toSorted()).toEqual(operations.map((operation) => operation.id).toSorted());
});
