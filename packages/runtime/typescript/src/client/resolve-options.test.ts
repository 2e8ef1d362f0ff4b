import { afterEach, expect, test, vi } from "vitest";
import { ConfigurationError } from "../errors/configuration-error.js";
import type { ClientSetup } from "./client-setup.js";
import { Client } from "./client.js";
import { resolveOptions } from "./resolve-options.js";

const setup: ClientSetup = {
  environment: "ACME",
  applicationTokens: true,
  server: { url: "https://{region}.acme.test/v1/", variables: { region: "eu" } },
};
const clientSecret = `plsk_${Buffer.alloc(64, 7).toString("base64url")}`;

afterEach(() => vi.unstubAllEnvs());

test("the URL comes from the option, the environment, the contract, in this order", () => {
  expect(new Client(resolveOptions({}, setup), setup).url).toBe("https://eu.acme.test/v1");
  vi.stubEnv("ACME_URL", "http://env.test");
  expect(new Client(resolveOptions({}, setup), setup).url).toBe("http://env.test");
  expect(new Client(resolveOptions({ url: "http://option.test/" }, setup), setup).url).toBe("http://option.test");
});

test("server variables can be set, and must be where they have no default", () => {
  expect(resolveOptions({ serverVariables: { region: "us" } }, setup).url).toBe("https://us.acme.test/v1/");
  expect(() => resolveOptions({}, { server: { url: "https://{x}.test" } })).toThrow("set `serverVariables.x`");
});

test("a client without URL is refused with what to set", () => {
  expect(() => resolveOptions({}, { environment: "ACME" })).toThrow("set `url` or the environment variable ACME_URL");
});

test("a token of the environment is used when nothing else is given", () => {
  vi.stubEnv("ACME_TOKEN", "env");
  expect(resolveOptions({}, setup).token).toBe("env");
  expect(resolveOptions({ token: "own" }, setup).token).toBe("own");
  expect(resolveOptions({ apiKey: "k" }, setup).token).toBeUndefined();
});

test("an explicit clientId beats a token of the environment", () => {
  vi.stubEnv("ACME_TOKEN", "env");
  vi.stubEnv("ACME_CLIENT_SECRET", clientSecret);
  const options = resolveOptions({ clientId: "app_1" }, setup);
  expect(options.token).toBeUndefined();
  expect(options.credentials).toBeDefined();
  expect(options.username).toBe("app_1");
});

test("an explicit token beats an application of the environment", () => {
  vi.stubEnv("ACME_CLIENT_ID", "app_1");
  vi.stubEnv("ACME_CLIENT_SECRET", clientSecret);
  expect(resolveOptions({ token: "own" }, setup)).not.toHaveProperty("credentials");
});

test.each([
  { token: "t", clientId: "app_1" },
  { token: "t", credentials: { token: () => "t", expire: () => false } },
])("two ways to get a bearer token are refused: %j", (options) => {
  expect(() => resolveOptions({ url: "http://a", ...options }, setup)).toThrow("Set one of `token`");
});

test("an API without applications takes no application, and leaves that of the environment alone", () => {
  const plain = { environment: "ACME", server: { url: "https://acme.test" } };
  vi.stubEnv("ACME_CLIENT_ID", "a");
  vi.stubEnv("ACME_CLIENT_SECRET", "b");
  expect(resolveOptions({}, plain)).not.toHaveProperty("credentials");
  expect(resolveOptions({}, plain)).not.toHaveProperty("username");
  expect(() => resolveOptions({ clientId: "a", clientSecret }, plain)).toThrow("which this API does not take");
});

test("half an application is refused with the other half's names", () => {
  expect(() => resolveOptions({ clientId: "app_1" }, setup)).toThrow(
    "set `clientSecret` or the environment variable ACME_CLIENT_SECRET",
  );
  expect(() => resolveOptions({ clientSecret }, setup)).toThrow(
    "set `clientId` or the environment variable ACME_CLIENT_ID",
  );
});

test("the environment is left alone without a prefix", () => {
  vi.stubEnv("_TOKEN", "env");
  vi.stubEnv("undefined_TOKEN", "env");
  expect(resolveOptions({ url: "http://x.test" }, {}).token).toBeUndefined();
});

test.each([
  "",
  "ftp://x.test",
  "ht!tp://x.test",
  "http://",
  "http://u:p@x.test",
  "http://x.test?key=1",
  "/v1",
  "http://x.test/#a",
])("the URL %j is refused", (url) => {
  expect(() => new Client({ url })).toThrow(ConfigurationError);
});

test.each([
  ["engine.test", "https://engine.test"],
  ["localhost:7300", "https://localhost:7300"],
  ["http://127.0.0.1:7300/api/", "http://127.0.0.1:7300/api"],
])("the URL %j means %s", (url, meant) => {
  expect(new Client({ url }).url).toBe(meant);
});

test("a token that cannot stand in a header is refused without being shown", () => {
  expect(() => new Client({ url: "http://x.test", token: "a b" })).toThrow(ConfigurationError);
  expect(() => new Client({ url: "http://x.test", token: "" })).toThrow(ConfigurationError);
});

test.each([
  { timeout: 0 },
  { timeout: Number.NaN },
  { timeout: 2 ** 31 },
  { attemptTimeout: -1 },
  { retries: -1 },
  { retries: 0.5 },
])("%j is refused", (options) => {
  expect(() => new Client({ url: "http://x.test", ...options })).toThrow(ConfigurationError);
});
