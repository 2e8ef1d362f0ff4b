import { expect, test } from "vitest";
import { isSemanticVersion, printOptions } from "./print-options.js";

const contract = (title: string, version: string) => ({
  contract: 1 as const,
  info: { title, version },
  tags: [],
  servers: [],
  security: [],
  schemas: [],
  operations: [],
  webhooks: [],
  channels: [],
  messages: [],
});

test("printOptions keeps what the user decided", () => {
  const given = { packageName: "@acme/sdk", packageVersion: "3.0.0", environmentPrefix: "AC" };
  expect(printOptions(given, contract("Other", "1.0.0"))).toEqual(given);
});

test.each([
  ["@acme/sdk", "ACME"],
  ["@acme/github", "GITHUB"],
  ["@acme/github-client", "GITHUB"],
  ["acme-client", "ACME"],
  ["acme_cloud", "ACME_CLOUD"],
  ["sdk", "SDK"],
  ["github.com/acme/acme/packages/sdk/go", "ACME"],
  ["github.com/acme/cloud-go/v2", "CLOUD"],
  ["acme.example/sdk", "ACME_EXAMPLE"],
])("printOptions takes the environment prefix from the package name %s", (packageName, prefix) => {
  expect(printOptions({ packageName }, contract("", "")).environmentPrefix).toBe(prefix);
});

test.each([
  ["Acme API", "acme-api"],
  ["Café Über", "cafe-uber"],
  ["名前", "sdk"],
])("printOptions calls the package after the title %s", (title, packageName) => {
  expect(printOptions({}, contract(title, "1.0.0")).packageName).toBe(packageName);
});

test("printOptions makes no environment variable that begins with a digit", () => {
  expect(printOptions({ packageName: "3scale" }, contract("", "")).environmentPrefix).toBe("_3SCALE");
});

test("printOptions does not take a document's version that no registry takes", () => {
  expect(printOptions({}, contract("Acme", "v1")).packageVersion).toBe("0.1.0");
});

test("isSemanticVersion wants all three numbers", () => {
  expect(["1.2.3", "1.0.0-rc.1+build.5"].every(isSemanticVersion)).toBe(true);
  expect(["1.2", "v1.2.3", "01.2.3", "1.2.3 ", ""].some(isSemanticVersion)).toBe(false);
});
