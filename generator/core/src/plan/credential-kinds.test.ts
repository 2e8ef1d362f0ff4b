import { expect, test } from "vitest";
import { contractWith, place } from "../testing/contracts.js";
import { credentialKinds } from "./credential-kinds.js";

const options = { packageName: "@acme/sdk", packageVersion: "1.0.0", environmentPrefix: "ACME" };

test("a contract without schemes takes a token", () => {
  const kinds = credentialKinds(contractWith({}), options);
  expect(kinds).toEqual({ token: true, basic: false, apiKeys: [], application: false });
});

test("schemes say which credentials there are", () => {
  const security = [
    { type: "apiKey", name: "key", in: "query", parameter: "k", place },
    { type: "http", name: "basic", scheme: "basic", place },
  ] as const;
  const kinds = credentialKinds(contractWith({ security }), options);
  expect(kinds).toEqual({ token: false, basic: true, apiKeys: ["key"], application: false });
});
