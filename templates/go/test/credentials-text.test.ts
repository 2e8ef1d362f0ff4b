import { expect, test } from "vitest";
import { credentialsText } from "../src/package/credentials-text.js";

const kinds = { token: false, basic: false, apiKeys: [], application: false };

function textOf(given: Parameters<typeof credentialsText>[0]): string {
  return credentialsText(given, "ACME");
}

test("each kind of credentials is told with its option, and only those that the contract has", () => {
  const text = textOf({ ...kinds, token: true, basic: true, apiKeys: ["key"] });
  expect(text).toContain("runtime.WithToken(token)");
  expect(text).toContain('runtime.WithAPIKey(key, "key")');
  expect(text).toContain("runtime.WithBasicAuth(username, password)");
  expect(text).toContain("ACME_TOKEN");
  expect(text).not.toContain("ACME_CLIENT_ID");
});

test("applications are told where they sign tokens", () => {
  expect(textOf({ ...kinds, application: true })).toContain("ACME_CLIENT_SECRET");
});

test("a contract without schemes that a client applies says nothing of credentials", () => {
  expect(textOf(kinds)).toBe("What is left out comes from the environment: `ACME_URL`.");
});
