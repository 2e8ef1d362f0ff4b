import { generateKeyPairSync } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { tokenExpiry } from "../../credentials/token-expiry.js";
import type { RealtimeSetup } from "./realtime-setup.js";
import { resolveRealtime } from "./resolve-realtime.js";

const setup: RealtimeSetup = {
  product: "acme-sdk/1.2.3",
  environment: "ACME",
  server: { url: "wss://{region}.acme.test", variables: { region: "eu" } },
  path: "/v1/socket",
};
const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
const halves = [d, x].map((each) => Buffer.from(each, "base64url"));
const clientSecret = `plsk_${Buffer.concat(halves).toString("base64url")}`;

afterEach(() => vi.unstubAllEnvs());

test("the socket's address comes from the option, the environment, the contract, in this order", () => {
  expect(resolveRealtime({}, setup).url).toBe("https://eu.acme.test/v1/socket");
  expect(resolveRealtime({ serverVariables: { region: "us" } }, setup).url).toBe("https://us.acme.test/v1/socket");
  vi.stubEnv("ACME_URL", "http://env.test:7300/");
  expect(resolveRealtime({}, setup).url).toBe("http://env.test:7300/v1/socket");
  expect(resolveRealtime({ url: "option.test:443" }, setup).url).toBe("https://option.test/v1/socket");
  expect(resolveRealtime({ url: "ws://option.test" }, setup).url).toBe("http://option.test/v1/socket");
});

test("an address with a secret in it is refused", () => {
  expect(() => resolveRealtime({ url: "ws://u:p@x.test" }, setup)).toThrow("without credentials");
  expect(() => resolveRealtime({ url: "ws://x.test?token=t" }, setup)).toThrow("without credentials");
});

test("a client without an address is refused with what to set", () => {
  expect(() => resolveRealtime({}, { environment: "ACME" })).toThrow("set `url` or the environment variable ACME_URL");
});

test("the server is told which SDK connects, and no option of the SDK's own reaches the client", () => {
  const resolved = resolveRealtime({ clientId: "app_1", clientSecret, timeoutMs: 5 }, setup);
  expect(resolved).toEqual({
    client: { name: "acme-sdk", version: "1.2.3" },
    url: "https://eu.acme.test/v1/socket",
    timeoutMs: 5,
    token: expect.any(Function),
  });
});

test("a token of the environment is used when nothing else is given", () => {
  vi.stubEnv("ACME_TOKEN", "env");
  expect(resolveRealtime({}, setup).token).toBe("env");
  expect(resolveRealtime({ token: "own" }, setup).token).toBe("own");
  expect(resolveRealtime({ clientId: "app_1", clientSecret }, setup).token).toBeTypeOf("function");
});

test("an application signs a new token each time it is asked", async () => {
  const { token } = resolveRealtime({ clientId: "app_1", clientSecret }, setup);
  if (typeof token !== "function") throw new TypeError("expected a callback");
  const [first, second] = [await token(), await token()];
  const claims: unknown = JSON.parse(Buffer.from(first.split(".")[1] ?? "", "base64url").toString("utf8"));
  expect(claims).toMatchObject({ iss: "app_1", aud: "parlance" });
  expect((tokenExpiry(first) ?? 0) - Date.now()).toBeGreaterThan(598_000);
  expect(second).not.toBe(first);
});

test("credentials are shared with a REST client: their token is used until it is asked for again", async () => {
  const tokens = ["a", "b"];
  const expire = vi.fn(() => tokens.length > 1 && tokens.shift() !== undefined);
  const { token } = resolveRealtime({ credentials: { token: () => tokens[0] ?? "", expire } }, setup);
  if (typeof token !== "function") throw new TypeError("expected a callback");
  expect(await token()).toBe("a");
  expect(expire).not.toHaveBeenCalled();
  expect(await token()).toBe("b");
  expect(expire).toHaveBeenCalledWith("a");
});

test.each([
  { token: "t", clientId: "app_1" },
  { token: "t", credentials: { token: () => "t", expire: () => false } },
  { clientId: "app_1", credentials: { token: () => "t", expire: () => false } },
])("two ways to get a token are refused: %j", (options) => {
  expect(() => resolveRealtime(options, setup)).toThrow("Set one of `token`");
});

test("half an application is refused with the other half's names", () => {
  expect(() => resolveRealtime({ clientId: "app_1" }, setup)).toThrow("environment variable ACME_CLIENT_SECRET");
  expect(() => resolveRealtime({ clientSecret }, setup)).toThrow("environment variable ACME_CLIENT_ID");
});

test("without any credentials there is no token", () => {
  expect(resolveRealtime({}, setup)).not.toHaveProperty("token");
});
