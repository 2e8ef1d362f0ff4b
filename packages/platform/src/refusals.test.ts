import { once } from "node:events";
import { connect } from "node:net";
import { UnsecuredJWT, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { createKeyPair } from "./security/client-secret.js";
import { TestPlatform, type TestRequest } from "./testing/test-platform.js";

/**
 * Must show 8: whatever is wrong with a request, the answer is the declared problem, never a 500, and the platform goes on.
 */
let platform: TestPlatform;
let other: TestPlatform;
let tunnel: string;

beforeAll(async () => {
  platform = await TestPlatform.start();
  other = await TestPlatform.start();
  const created = await platform.send("POST /v1/tunnels", { body: { protocol: "http" } });
  tunnel = String(created.body["id"]);
});

const json = { "Content-Type": "application/json" };
const seconds = () => Math.floor(platform.now.value / 1000);
const bearer = (claims: Parameters<TestPlatform["sign"]>[0]) => async (): Promise<TestRequest> => ({
  token: await platform.sign(claims),
});

/** A token signed with HMAC, keyed with the public key that everybody can read. */
async function confused(): Promise<TestRequest> {
  const { body } = await platform.send(`GET /v1/applications/${platform.platform.application.clientId}/keys`);
  const [key] = body["items"] as { publicKey: { x: string } }[];
  const token = new SignJWT({ iss: platform.platform.application.clientId, jti: "tok_test0001" })
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: await platform.keyId() })
    .setAudience("parlance")
    .setIssuedAt(seconds())
    .setExpirationTime(seconds() + 60);
  return { token: await token.sign(Buffer.from(key?.publicKey.x ?? "", "base64url")) };
}

async function unsigned(): Promise<TestRequest> {
  const token = new UnsecuredJWT({ iss: platform.platform.application.clientId, aud: "parlance", jti: "tok_test0001" });
  return {
    token: token
      .setIssuedAt(seconds())
      .setExpirationTime(seconds() + 60)
      .encode(),
  };
}

async function revoked(): Promise<TestRequest> {
  const token = await platform.sign({ jti: "tok_revoked01" });
  await platform.send("POST /v1/tokens/revoke", { body: { token } });
  return { token };
}

async function disabled(): Promise<TestRequest> {
  const { id, token } = await platform.application([{ scopes: ["*"] }]);
  await platform.send(`PATCH /v1/applications/${id}`, { body: { enabled: false } });
  return { token };
}

const readOnly = async (): Promise<TestRequest> => ({
  token: (await platform.application([{ scopes: ["tunnels:read"] }])).token,
});

type Case = readonly [
  name: string,
  line: string,
  request: TestRequest | (() => Promise<TestRequest>),
  status: number,
  code: string,
];

const cases: readonly Case[] = [
  ["an unknown route", "GET /v1/nothing", {}, 404, "route_not_found"],
  ["an unknown route, without credentials", "GET /admin", { token: null }, 404, "route_not_found"],
  ["a wrong method", "PUT /v1/tunnels", {}, 405, "method_not_allowed"],
  ["a method that HTTP knows and nobody uses", "PROPFIND /v1/tunnels", {}, 405, "method_not_allowed"],
  ["a path that is not percent-encoded", "GET /v1/tunnels/%ff", {}, 400, "bad_request"],
  ["a query that is not percent-encoded", "GET /v1/tunnels?name=%ff", {}, 400, "bad_request"],
  [
    "a wrong media type",
    "POST /v1/tunnels",
    { body: "a", headers: { "Content-Type": "text/plain" } },
    415,
    "unsupported_media_type",
  ],
  [
    "a merge patch sent as JSON",
    "PATCH /v1/tunnels/tun_00000000",
    { body: "{}", headers: json },
    415,
    "unsupported_media_type",
  ],
  [
    "a media type that is none",
    "POST /v1/tunnels",
    { body: "{}", headers: { "Content-Type": "json" } },
    415,
    "unsupported_media_type",
  ],
  [
    "another charset",
    "POST /v1/tunnels",
    { body: "{}", headers: { "Content-Type": "application/json; charset=utf-16" } },
    415,
    "unsupported_media_type",
  ],
  [
    "a body that is packed",
    "POST /v1/tunnels",
    { body: "{}", headers: { ...json, "Content-Encoding": "gzip" } },
    415,
    "unsupported_media_type",
  ],
  ["Accept that nothing fits", "GET /v1/tunnels", { headers: { Accept: "image/png" } }, 406, "not_acceptable"],
  [
    "an oversize body",
    "POST /v1/tunnels",
    { body: `{"name":"${"x".repeat(1_048_576)}"}`, headers: json },
    413,
    "payload_too_large",
  ],
  [
    "invalid UTF-8",
    "POST /v1/tunnels",
    { body: Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), headers: json },
    400,
    "bad_request",
  ],
  ["broken JSON", "POST /v1/tunnels", { body: "{", headers: json }, 400, "invalid_json"],
  ["an empty body", "POST /v1/tunnels", { body: "", headers: json }, 400, "validation_failed"],
  [
    "an integer beyond 2^53",
    "POST /v1/tunnels",
    { body: '{"protocol":"http","metadata":{"n":9007199254740993}}', headers: json },
    400,
    "invalid_json",
  ],
  [
    "a number beyond a double",
    "POST /v1/tunnels",
    { body: '{"protocol":"http","metadata":{"n":1e999}}', headers: json },
    400,
    "invalid_json",
  ],
  [
    "a duplicate member",
    "POST /v1/tunnels",
    { body: '{"protocol":"http","protocol":"tls"}', headers: json },
    400,
    "invalid_json",
  ],
  [
    "__proto__",
    "POST /v1/tunnels",
    { body: '{"protocol":"http","metadata":{"__proto__":{"a":1}}}', headers: json },
    400,
    "invalid_json",
  ],
  ["deep nesting", "POST /v1/tunnels", { body: "[".repeat(500_000), headers: json }, 400, "invalid_json"],
  ["a body that breaks its schema", "POST /v1/tunnels", { body: { protocol: "smtp" } }, 400, "validation_failed"],
  ["a parameter that breaks its schema", "GET /v1/tunnels?limit=101", {}, 400, "validation_failed"],
  ["an unknown parameter", "GET /v1/tunnels?statuss=online", {}, 400, "validation_failed"],
  ["a repeated parameter", "GET /v1/tunnels?limit=1&limit=2", {}, 400, "validation_failed"],
  ["a path parameter that is no id", "GET /v1/tunnels/tun_%00", {}, 400, "validation_failed"],
  ["a cursor that is none", "GET /v1/tunnels?cursor=x", {}, 400, "invalid_cursor"],
  ["a filter that is not JSON", "GET /v1/tunnels?filter=x", {}, 400, "invalid_json"],
  [
    "a filter with an unknown path segment",
    `GET /v1/tunnels?filter=${encodeURIComponent('{"labels..x":1}')}`,
    {},
    400,
    "invalid_filter",
  ],
  [
    "a stale version",
    "PATCH /v1/tunnels/:tunnel",
    { body: { publish: true }, headers: { "If-Match": '"7"' } },
    412,
    "version_conflict",
  ],
  ["no credentials", "GET /v1/tunnels", { token: null }, 401, "missing_token"],
  [
    "an unknown scheme",
    "GET /v1/tunnels",
    { token: null, headers: { Authorization: "Digest x" } },
    401,
    "missing_token",
  ],
  ["a token that is none", "GET /v1/tunnels", { token: "abc" }, 401, "invalid_token"],
  [
    "an expired token",
    "GET /v1/tunnels",
    async () => bearer({ iat: seconds() - 120, exp: seconds() - 60 })(),
    401,
    "token_expired",
  ],
  [
    "a token from the future",
    "GET /v1/tunnels",
    async () => bearer({ iat: seconds() + 120, exp: seconds() + 180 })(),
    401,
    "token_expired",
  ],
  [
    "a token that lives too long",
    "GET /v1/tunnels",
    async () => bearer({ exp: seconds() + 3601 })(),
    401,
    "invalid_token",
  ],
  ["a token for somebody else", "GET /v1/tunnels", bearer({ aud: "others" }), 401, "invalid_token"],
  ["a token of an unknown issuer", "GET /v1/tunnels", bearer({ iss: "app_00000000" }), 401, "invalid_token"],
  [
    "a token with grants that are none",
    "GET /v1/tunnels",
    async () => bearer({ grants: [{ scopes: [] }] })(),
    401,
    "invalid_token",
  ],
  ...(["iss", "sub", "jti", "refreshUntil"] as const).flatMap((claim) =>
    [{}, [], true, null, { toString: 1 }].map((value): Case => {
      const claims = async () => ({ token: await platform.sign(JSON.parse(JSON.stringify({ [claim]: value }))) });
      return [`a token whose ${claim} is ${JSON.stringify(value)}`, "GET /v1/whoami", claims, 401, "invalid_token"];
    }),
  ),
  ["a token whose id is none", "GET /v1/whoami", bearer({ jti: "x" }), 401, "invalid_token"],
  ["a token of a user without id", "GET /v1/whoami", bearer({ sub: "" }), 401, "invalid_token"],
  [
    "a token forged with another key",
    "GET /v1/tunnels",
    async () => ({ token: await platform.sign({}, createKeyPair().secret) }),
    401,
    "invalid_token",
  ],
  [
    "a token that names another key",
    "GET /v1/tunnels",
    async () => ({ token: await platform.sign({}, undefined, "key_00000000") }),
    401,
    "invalid_token",
  ],
  ["a token signed with HMAC by the public key", "GET /v1/tunnels", confused, 401, "invalid_token"],
  ["a token without signature", "GET /v1/tunnels", unsigned, 401, "invalid_token"],
  ["a token that claims to be the platform's", "GET /v1/tunnels", bearer({ iss: "parlance" }), 401, "invalid_token"],
  ["a revoked token", "GET /v1/tunnels", revoked, 401, "token_revoked"],
  ["a disabled application", "GET /v1/tunnels", disabled, 403, "application_disabled"],
  [
    "a wrong scope",
    "POST /v1/tunnels",
    async () => ({ ...(await readOnly()), body: { protocol: "http" } }),
    403,
    "insufficient_scope",
  ],
  [
    "a token of another platform",
    "GET /v1/tunnels/:tunnel",
    async () => ({ token: await other.platform.token() }),
    401,
    "invalid_token",
  ],
  ["a change of what is not there", "PATCH /v1/tunnels/tun_00000000", { body: { publish: true } }, 404, "not_found"],
  [
    "basic credentials that are none",
    "GET /v1/whoami",
    { token: null, headers: { Authorization: "Basic !" } },
    401,
    "invalid_client",
  ],
  ...[":", "=", "!", "\n", "AAAA"].map((end): Case => {
    const authorization = () => {
      const { clientId, clientSecret } = platform.platform.application;
      return `Basic ${Buffer.from(`${clientId}:${clientSecret}${end}`).toString("base64")}`;
    };
    const request = async () => ({ token: null, headers: { Authorization: authorization() } });
    return [`a client secret and ${JSON.stringify(end)}`, "GET /v1/whoami", request, 401, "invalid_client"];
  }),
];

describe("the platform refuses", () => {
  test.each(cases)("%s", async (_, line, request, status, code) => {
    const { clientId } = platform.platform.application;
    const sent = typeof request === "function" ? await request() : request;
    const response = await platform.send(line.replace(":tunnel", tunnel), sent);
    expect({ status: response.status, code: response.body["code"] }).toEqual({ status, code });
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("request-id")).toBe(response.body["requestId"]);
    expect(response.headers.get("www-authenticate") !== null).toBe(status === 401);
    expect(response.text).not.toContain("plsk_");
    expect(response.text).not.toMatch(/node_modules|\.ts:|\.js:/);
    expect((await platform.send("GET /v1/whoami")).body["applicationId"]).toBe(clientId);
  });

  test("a resource of another tenant on the same platform as if there were none", async () => {
    const stranger = await platform.platform.createProject({ name: "Other", endpoint: "other.example" });
    const request = { token: await platform.platform.token(stranger) };
    expect(await platform.send(`GET /v1/tunnels/${tunnel}`, request)).toMatchObject({
      status: 404,
      body: { code: "not_found" },
    });
    expect(await platform.send(`DELETE /v1/tunnels/${tunnel}`, request)).toMatchObject({
      status: 404,
      body: { code: "not_found" },
    });
    expect((await platform.send("GET /v1/tunnels", request)).body).toEqual({ items: [], nextCursor: null });
    expect((await platform.send(`GET /v1/tunnels/${tunnel}`)).status).toBe(200);
  });

  test("a wrong method and names those it has", async () => {
    const response = await platform.send("DELETE /v1/tunnels");
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS, POST");
  });

  test.each([
    ["a request line that is too long", `GET /v1/tunnels?name=${"x".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ["headers that are too long", `GET /v1/tunnels HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`],
    ["what is not HTTP", "HELLO\r\n\r\n"],
    ["two lengths", "POST /v1/tunnels HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"],
  ])("%s with bad_request, and closes", async (_, bytes) => {
    const { port } = new URL(platform.platform.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.end(bytes);
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk.toString()));
    await once(socket, "close");
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"bad_request"');
  });
});
