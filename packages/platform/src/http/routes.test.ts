import { describe, expect, test } from "vitest";
import { createValidators } from "../contract/validators.js";
import { handlers } from "../domains/index.js";
import { loadContract } from "../load-contract.js";
import { planRoutes } from "./routes.js";

const contract = loadContract();

describe("planRoutes", () => {
  test("gives every operation of the contract its handler", () => {
    const operations = planRoutes(contract, handlers).flatMap(({ routes }) => [...routes.values()]);
    expect(operations.length).toBe(contract.operations.size);
  });

  test("refuses an operation without handler and a handler without operation, by name", () => {
    const { "tokens.create": create, ...others } = handlers;
    expect(create).toBeDefined();
    const unknown = async () => ({ status: 204 });
    expect(() => planRoutes(contract, { ...others, "tokens.invent": unknown })).toThrow(
      "Without handler: tokens.create. Without operation: tokens.invent.",
    );
  });
});

test("every schema of the contract compiles", { timeout: 60_000 }, () => {
  const { filling, strict } = createValidators(contract.compiled);
  const schemas = Object.values(contract.compiled.schemas).flatMap(({ parameters, body, responses }) => [
    ...Object.values(parameters),
    ...Object.values(body),
    ...Object.values(responses).flatMap((contents) => Object.values(contents)),
  ]);
  expect(schemas.length).toBeGreaterThan(contract.operations.size);
  for (const schema of schemas) {
    for (const validator of [filling, strict]) expect(Array.isArray(validator.check(schema)(null))).toBe(true);
  }
});
