import { fileURLToPath } from "node:url";
import { readContract } from "@parlance/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPlatform } from "../src/platform.js";
import { DocumentedCalls, inOrder, type Exchange } from "./documented-calls.js";
import { startPrism, type PrismProxy } from "./prism-proxy.js";

const document = new URL("../../../specs/openapi.yaml", import.meta.url);
const { contract } = await readContract({ openapi: [fileURLToPath(document)] });
const operations = contract?.operations ?? [];
const violation = "https://stoplight.io/prism/errors#";
const exchanges = new Map<string, Exchange[]>();
let prism: PrismProxy | undefined;
let token = "";

const platform = await createPlatform({ callsPerSecond: 100_000, checkAnswers: true });
afterAll(async () => {
  await prism?.close();
  await platform.close();
});

beforeAll(async () => {
  prism = await startPrism(document, platform.url);
  token = await platform.token();
  const calls = new DocumentedCalls({ url: prism.url, token }, operations);
  for (const operation of inOrder(operations)) exchanges.set(operation.id, await calls.send(operation));
}, 120_000);

describe("Prism between caller and platform", () => {
  test.each(operations.map(({ id }) => id))("finds nothing against the documented call of %s", (id) => {
    expect(exchanges.get(id)).not.toEqual([]);
    expect(exchanges.get(id)?.filter(({ body }) => body.includes(violation))).toEqual([]);
  });

  test("would have found a request that does not fit", async () => {
    const response = await fetch(`${prism?.url}/v1/tunnels?limit=0`, { headers: { Authorization: `Bearer ${token}` } });
    expect(await response.text()).toContain(violation);
  });

  test("sees most operations succeed", () => {
    const succeeded = [...exchanges.values()].filter((some) => some.some(({ status }) => status < 300));
    expect(succeeded.length).toBeGreaterThan(130);
  });
});
