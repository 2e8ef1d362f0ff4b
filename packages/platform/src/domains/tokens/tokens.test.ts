import { describe, expect, test } from "vitest";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const mint = (body: JsonObject, token?: string) =>
  platform.send("POST /v1/tokens", { body, ...(token !== undefined && { token }) });
const bearer = async (body: JsonObject) => String((await mint(body)).body["token"]);

describe("tokens.create", () => {
  test("signs with the key that the JWKS publishes, for 60 seconds by default", async () => {
    const { body } = await mint({ userId: "ada", member: { name: "Ada" } });
    const keys = (await platform.send("GET /.well-known/jwks.json", { token: null })).body as unknown as JSONWebKeySet;
    const { payload, protectedHeader } = await jwtVerify(String(body["token"]), createLocalJWKSet(keys));
    expect(protectedHeader).toMatchObject({ alg: "EdDSA", typ: "at+jwt" });
    expect(payload).toMatchObject({
      iss: "parlance",
      sub: "ada",
      aud: "parlance",
      jti: body["id"],
      member: { name: "Ada" },
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(60);
  });

  test("gives nobody more than they hold", async () => {
    const { token } = await platform.application([{ scopes: ["tokens:create", "tunnels:read"] }]);
    expect(await mint({ grants: [{ scopes: ["tunnels:write"] }] }, token)).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
    expect((await mint({ grants: [{ scopes: ["tunnels:read"] }] }, token)).status).toBe(201);
  });

  test.each([0, 3601])("refuses a lifetime of %i seconds", async (lifetimeSeconds) => {
    expect((await mint({ lifetimeSeconds })).status).toBe(400);
  });

  test("takes client id and secret", async () => {
    const { clientId, clientSecret } = platform.platform.application;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
    const created = await platform.send("POST /v1/tokens", {
      token: null,
      headers: { Authorization: authorization },
      body: {},
    });
    expect(created.status).toBe(201);
  });

  test("refuses another secret in the same form", async () => {
    const { clientId } = platform.platform.application;
    const { secret } = await platform.application([{ scopes: ["*"] }]);
    const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
    const created = await platform.send("POST /v1/tokens", {
      token: null,
      headers: { Authorization: authorization },
      body: {},
    });
    expect(created).toMatchObject({ status: 401, body: { code: "invalid_client" } });
  });
});

describe("tokens.refresh", () => {
  test("renews the same claims until the time is over", async () => {
    const refreshUntil = new Date(platform.now.value + 100_000).toISOString();
    const token = await bearer({ userId: "ada", refreshUntil });
    const { status, body } = await platform.send("POST /v1/tokens/refresh", { token });
    expect(status).toBe(201);
    const who = await platform.send("GET /v1/whoami", { token: String(body["token"]) });
    expect(who.body).toMatchObject({ userId: "ada", tokenId: body["id"] });
  });

  test("refuses a token that was not minted for it", async () => {
    expect((await platform.send("POST /v1/tokens/refresh", { token: await bearer({}) })).status).toBe(403);
  });
});

describe("tokens.introspect", () => {
  const ask = (token: string) => platform.send("POST /v1/tokens/introspect", { body: { token } });

  test("describes a valid token, also asked by a form", async () => {
    const token = await bearer({ userId: "ada", grants: [{ scopes: ["tunnels:read"] }] });
    expect((await ask(token)).body).toMatchObject({
      active: true,
      sub: "ada",
      scope: "tunnels:read",
      token_type: "Bearer",
    });
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    const asked = await platform.send("POST /v1/tokens/introspect", { body: `token=${token}`, headers: form });
    expect(asked.body["active"]).toBe(true);
  });

  test("says nothing of a wrong or a foreign token", async () => {
    const stranger = await platform.platform.createProject({ name: "Other", endpoint: "other.example" });
    expect((await ask("nonsense")).body).toEqual({ active: false });
    expect((await ask(await platform.platform.token(stranger))).body).toEqual({ active: false });
  });
});

describe("tokens.revoke", () => {
  test("refuses all tokens of a user minted until now, and later ones not", async () => {
    const before = await bearer({ userId: "eve" });
    await platform.send("POST /v1/tokens/revoke", { body: { userId: "eve" } });
    platform.now.value += 1000;
    const after = await bearer({ userId: "eve" });
    expect((await platform.send("GET /v1/whoami", { token: before })).body["code"]).toBe("token_revoked");
    expect((await platform.send("GET /v1/whoami", { token: after })).status).toBe(200);
  });

  test("twice, or of nonsense, is no error; of two things at once is", async () => {
    const body = { tokenId: "tok_00000001" };
    for (const _ of [1, 2]) expect((await platform.send("POST /v1/tokens/revoke", { body })).status).toBe(204);
    expect((await platform.send("POST /v1/tokens/revoke", { body: { token: "x" } })).status).toBe(204);
    expect((await platform.send("POST /v1/tokens/revoke", { body: { ...body, userId: "u" } })).status).toBe(400);
  });
});

describe("application keys", () => {
  test("are for signatures by EdDSA, and refused for anything else", async () => {
    const { id } = await platform.application([{ scopes: ["*"] }]);
    const jwk = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
    const put = async (more: JsonObject) =>
      (await platform.send(`POST /v1/applications/${id}/keys`, { body: { publicKey: { ...jwk, ...more } } })).status;
    expect(await put({ use: "enc" })).toBe(400);
    expect(await put({ alg: "ES256" })).toBe(400);
    expect(await put({ use: "sig", alg: "EdDSA" })).toBe(201);
  });

  test("a rotated key is accepted until the overlap ends", async () => {
    const { id, secret } = await platform.application([{ scopes: ["*"] }]);
    const { body } = await platform.send(`GET /v1/applications/${id}/keys`);
    const [key] = body["items"] as readonly JsonObject[];
    const rotated = await platform.send(`POST /v1/applications/${id}/keys/${String(key?.["id"])}/rotate`, {
      body: { overlapSeconds: 10 },
    });
    expect(rotated.status).toBe(201);
    const old = () => platform.sign({ iss: id }, secret, String(key?.["id"]));
    expect((await platform.send("GET /v1/whoami", { token: await old() })).status).toBe(200);
    platform.now.value += 10_000;
    expect((await platform.send("GET /v1/whoami", { token: await old() })).body["code"]).toBe("invalid_token");
    const fresh = await platform.sign({ iss: id }, String(rotated.body["clientSecret"]), String(rotated.body["id"]));
    expect((await platform.send("GET /v1/whoami", { token: fresh })).status).toBe(200);
  });

  test("there are at most ten", async () => {
    const { id } = await platform.application([{ scopes: ["*"] }]);
    const statuses = [];
    for (let n = 0; n < 10; n++)
      statuses.push((await platform.send(`POST /v1/applications/${id}/keys`, { body: {} })).status);
    expect(statuses).toEqual([...Array<number>(9).fill(201), 403]);
  });

  test("show when they were used, to the minute", async () => {
    const { id, token } = await platform.application([{ scopes: ["*"] }]);
    await platform.send("GET /v1/whoami", { token });
    const { body } = await platform.send(`GET /v1/applications/${id}/keys`);
    expect((body["items"] as readonly JsonObject[])[0]?.["lastUsedAt"]).toMatch(/:00\.000Z$/);
  });
});

test("a secret is in the answer that creates it and in no other, also not in the store of idempotent answers", async () => {
  const headers = { "Idempotency-Key": "secret-1" };
  const body = { name: "n", grants: [] };
  const first = await platform.send("POST /v1/applications", { body, headers });
  const second = await platform.send("POST /v1/applications", { body, headers });
  expect(second.body["clientSecret"]).toBe(first.body["clientSecret"]);
  expect((await platform.send(`GET /v1/applications/${String(first.body["id"])}`)).text).not.toContain("plsk_");
});

test("to revoke a token whose id is no text changes nothing", async () => {
  const payload = Buffer.from(JSON.stringify({ jti: { toString: 1 } })).toString("base64url");
  const revoked = await platform.send("POST /v1/tokens/revoke", { body: { token: `e30.${payload}.c2ln` } });
  expect(revoked.status).toBe(204);
});
