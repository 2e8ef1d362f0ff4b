import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Operation, SecurityScheme } from "@parlance/contract";
import { describe, expect, onTestFinished, test } from "vitest";
import { Credentials } from "./credential.js";
import { cautiousPolicies, isAllowed, policiesOf, strictPolicies } from "./policies.js";
import { emptyProfile } from "./profile.js";
import { profileSchema } from "./profile-schema.js";
import { readProfile } from "./read-profile.js";

function profileFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "parlance-profile-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "profile.yaml"), text);
  return join(folder, "profile.yaml");
}

describe("A profile", () => {
  test("takes secrets from the environment", async () => {
    const file = profileFile("credentials: { valid: { bearer: $TOKEN } }\nvalues: { exam: [exam-12] }\nskip: [a.*]\n");
    expect(await readProfile(file, { TOKEN: "t" })).toEqual({
      credentials: { valid: { bearer: "t" } },
      values: { exam: ["exam-12"] },
      skip: ["a.*"],
    });
  });

  test("says how webhooks are registered, with the secret from the environment", async () => {
    const file = profileFile("webhooks: { register: hooks.create, url: /target, secret: $SECRET, scheme: stripe }\n");
    expect((await readProfile(file, { SECRET: "s" })).webhooks).toEqual({
      register: "hooks.create",
      url: "/target",
      secret: "s",
      scheme: "stripe",
    });
  });

  test("says which variable is missing", async () => {
    const file = profileFile("credentials: { valid: { bearer: $TOKEN } }\n");
    await expect(readProfile(file, {})).rejects.toMatchObject({ code: "environment-missing" });
  });

  test.each([
    ["credentials: { valid: 7 }\n", "/credentials/valid"],
    ["credential: {}\n", "/credential is nothing"],
    ["values: { exam: [] }\n", "/values/exam"],
    ["webhooks: { scheme: rot13 }\n", "/webhooks/scheme"],
    ["webhooks: { url: target }\n", "/webhooks/url"],
    ["7\n", "the profile"],
  ])("is refused where it is wrong: %s", async (text, where) => {
    const error: unknown = await readProfile(profileFile(text), {}).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "profile-invalid" });
    expect(String(error)).toContain(where);
  });

  test.each([
    ["credentials: { vallid: {} }\n", "/credentials may have valid, unscoped, otherTenant, expired, revoked"],
    ["credential: {}\n", "it may have $schema, credentials, values, skip, policies"],
    ["policies: { otherTenants: [404] }\n", "/policies may have unauthenticated, malformedCredential"],
    [
      "policies: { unknownQuery: maybe }\n",
      "/policies/unknownQuery must be equal to one of the allowed values (ignored, refused)",
    ],
    ["policies: { unscoped: [99] }\n", "/policies/unscoped/0"],
    ["policies: lax\n", "/policies"],
  ])("says what may stand where it is wrong: %s", async (text, allowed) => {
    await expect(readProfile(profileFile(text), {})).rejects.toThrow(allowed);
  });

  test("may name its schema, and say what is right where good servers differ", async () => {
    const file = profileFile("$schema: ./profile.schema.json\npolicies: { otherTenant: [404], brokenValue: [4XX] }\n");
    const profile = await readProfile(file, {});
    expect(profile).not.toHaveProperty("$schema");
    expect(policiesOf(profile.policies)).toEqual({ ...cautiousPolicies, otherTenant: [404], brokenValue: ["4XX"] });
    expect(policiesOf("strict")).toEqual(strictPolicies);
    expect([404, 422, 500].map((each) => isAllowed(each, [404, "5XX"]))).toEqual([true, false, true]);
  });

  test("must be there and be readable", async () => {
    await expect(readProfile("/nowhere/profile.yaml", {})).rejects.toMatchObject({ code: "profile-unreadable" });
    await expect(readProfile(profileFile("a: [\n"), {})).rejects.toMatchObject({ code: "profile-unreadable" });
  });
});

test("The published schema is the one that profiles are read with; `vitest run -u` writes it anew", async () => {
  await expect(`${JSON.stringify(profileSchema, undefined, 2)}\n`).toMatchFileSnapshot("../../profile.schema.json");
});

const place = { file: "a.yaml", line: 1 };
const schemes: readonly SecurityScheme[] = [
  { name: "bearer", type: "http", scheme: "bearer", place },
  { name: "basic", type: "http", scheme: "basic", place },
  { name: "key", type: "apiKey", in: "query", parameter: "api_key", place },
];
const secured = (...security: Operation["security"]): Operation => ({
  id: "a",
  method: "GET",
  path: "/a",
  tags: [],
  parameters: [],
  responses: [],
  security,
  callbacks: [],
  place,
});

describe("Credentials", () => {
  const valid = { bearer: "abcdefghijklmnop", basic: "user:password", key: "k1" };
  const credentials = new Credentials(schemes, { ...emptyProfile, credentials: { valid } });

  test("stand where their scheme says", () => {
    expect(credentials.of("valid", secured({ bearer: [] }))?.headers).toEqual([
      ["authorization", "Bearer abcdefghijklmnop"],
    ]);
    expect(credentials.of("valid", secured({ basic: [] }))?.headers).toEqual([
      ["authorization", "Basic dXNlcjpwYXNzd29yZA=="],
    ]);
    expect(credentials.of("valid", secured({ key: [] }))?.query).toEqual([["api_key", "k1"]]);
  });

  test("go together where an alternative asks for several", () => {
    expect(credentials.of("valid", secured({ bearer: [], key: [] }))).toMatchObject({
      headers: [["authorization", "Bearer abcdefghijklmnop"]],
      query: [["api_key", "k1"]],
    });
  });

  test("forged ones differ from the valid one, in its shape", () => {
    const [[, forged] = []] = credentials.of("forged", secured({ bearer: [] }))?.headers ?? [];
    expect(forged).not.toBe("Bearer abcdefghijklmnop");
    expect(forged).toHaveLength("Bearer abcdefghijklmnop".length);
  });

  test("unsigned ones are made of JSON Web Tokens only, with the same claims", () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const token = `${part({ alg: "EdDSA", typ: "JWT" })}.${part({ sub: "one" })}.c2lnbmF0dXJl`;
    const withToken = new Credentials(schemes, { ...emptyProfile, credentials: { valid: { bearer: token } } });
    expect(withToken.of("unsigned", secured({ bearer: [] }))?.headers).toEqual([
      ["authorization", `Bearer ${part({ alg: "none", typ: "JWT" })}.${part({ sub: "one" })}.`],
    ]);
    expect(credentials.of("unsigned", secured({ bearer: [] }))).toBeUndefined();
  });

  test("are not needed where one alternative is empty", () => {
    expect(credentials.needed(secured({ bearer: [] }, {}))).toBe(false);
    expect(credentials.needed(secured())).toBe(false);
    expect(credentials.needed(secured({ bearer: [] }))).toBe(true);
  });

  test("of a class that the profile does not have, there are none", () => {
    expect(credentials.of("expired", secured({ bearer: [] }))).toBeUndefined();
    expect(credentials.of("valid", secured({ unknown: [] }))).toBeUndefined();
  });
});
