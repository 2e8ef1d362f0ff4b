import type { Contract } from "@parlance/contract";
import { describe, expect, test } from "vitest";
import type { WebhookProfile } from "../../profile/webhook-profile.js";
import { contractOf } from "../../testing/contract-of.js";
import { registrationOf } from "./registration.js";

/** A document of paths, as YAML flow, and two webhooks. */
function hooksContract(paths: string): Promise<Contract> {
  const webhook = (name: string) =>
    `${name}: { post: { operationId: on.${name}, requestBody: { content: { application/json: { schema: { type: object } } } }, responses: { "204": { description: Ok. } } } }`;
  const document = `
openapi: 3.1.0
info: { title: Hooks, version: 1.0.0 }
paths: { ${paths} }
webhooks: { ${webhook("note.created")}, ${webhook("note.deleted")} }
`;
  return contractOf({ openapi: { "hooks.yaml": document } });
}

const operation = (id: string, { body = "{}", answer = "{}" }: { body?: string; answer?: string }) =>
  `{ operationId: ${id}, requestBody: { content: { application/json: { schema: { type: object, properties: ${body} } } } }, ` +
  `responses: { "201": { description: Ok., content: { application/json: { schema: { type: object, properties: ${answer} } } } } } }`;
const item = `parameters: [{ name: hook, in: path, required: true, schema: { type: string } }]`;
const text = "{ type: string }";
const events = "{ type: array, items: { type: string, enum: [note.created, note.deleted] } }";

async function registered(paths: string, profile?: WebhookProfile) {
  const found = registrationOf(await hooksContract(paths), profile);
  if ("missing" in found) throw new Error(found.missing);
  return found.registration;
}

describe("The registration of webhooks", () => {
  test("is the creation that takes a URL and names of webhooks, and tells a secret", async () => {
    const found = await registered(`
      /imports: { post: ${operation("imports.create", { body: `{ url: ${text} }` })} },
      /hooks: { post: ${operation("hooks.create", { body: `{ url: ${text}, events: ${events} }`, answer: `{ id: ${text}, secret: ${text} }` })} },
      "/hooks/{hook}": { ${item}, get: ${operation("hooks.get", {})}, delete: ${operation("hooks.delete", {})} },
      "/hooks/{hook}/roll": { ${item}, post: ${operation("hooks.roll", { body: "{ overlapSeconds: { type: integer } }", answer: `{ secret: ${text} }` })} },
      "/hooks/{hook}/disable": { ${item}, post: ${operation("hooks.disable", {})} }`);
    expect(found).toMatchObject({
      create: { id: "hooks.create" },
      resource: { remove: { id: "hooks.delete" } },
      url: "/url",
      events: { pointer: "/events", many: true },
      secret: { from: "answer", pointer: "/secret" },
      rotation: { operation: { id: "hooks.roll" }, secret: "/secret", overlaps: true },
      disabling: { operation: { id: "hooks.disable" } },
    });
  });

  test("may have its members in another one, and take the secret", async () => {
    const found = await registered(`
      "/repos/{repo}/hooks": { parameters: [{ name: repo, in: path, required: true, schema: ${text} }],
        post: ${operation("hooks.create", { body: `{ events: ${events}, config: { type: object, properties: { url: ${text}, secret: ${text} } } }` })} }`);
    expect(found).toMatchObject({ url: "/config/url", secret: { from: "body", pointer: "/config/secret" } });
  });

  test("may show its secret elsewhere, and be disabled by a change", async () => {
    const found = await registered(`
      /endpoint: { post: ${operation("endpoint.create", { body: `{ url: ${text}, filterTypes: { type: array, items: ${text} } }` })} },
      "/endpoint/{hook}": { ${item}, get: ${operation("endpoint.get", {})}, patch: ${operation("endpoint.patch", { body: "{ disabled: { type: boolean } }" })} },
      "/endpoint/{hook}/secret": { ${item}, get: ${operation("endpoint.secret", { answer: `{ key: ${text} }` })} }`);
    expect(found).toMatchObject({
      events: { pointer: "/filterTypes", many: true },
      secret: { from: "answer", pointer: "/key", read: { id: "endpoint.secret" } },
      disabling: { operation: { id: "endpoint.patch" }, body: { disabled: true } },
    });
  });

  test("is known by its path where it takes no events, and may be of one event", async () => {
    const plain = await registered(`/webhooks: { post: ${operation("a", { body: `{ targetUrl: ${text} }` })} }`);
    expect(plain).toMatchObject({ url: "/targetUrl" });
    expect(plain.events).toBeUndefined();
    const one = await registered(
      `/subs: { post: ${operation("b", { body: `{ event: ${text}, callback_url: ${text} }` })} }`,
    );
    expect(one).toMatchObject({ url: "/callback_url", events: { pointer: "/event", many: false } });
  });

  test("is what the profile names", async () => {
    const paths = `
      /a: { post: ${operation("a", { body: `{ where: ${text}, events: ${events} }` })} },
      /b: { put: ${operation("b", { body: `{ where: ${text}, wanted: ${events} }`, answer: `{ token: ${text} }` })} }`;
    const profile = { register: "b", url: "/where", events: "/wanted", secret: "/token" };
    expect(await registered(paths, profile)).toMatchObject({
      create: { id: "b" },
      url: "/where",
      events: { pointer: "/wanted" },
      secret: { from: "answer", pointer: "/token" },
    });
    const literal = await registered(paths, { ...profile, secret: "s3cret" });
    expect(literal.secret).toEqual({ from: "profile", secret: "s3cret" });
  });

  test("is not guessed", async () => {
    const none = registrationOf(await hooksContract(`/a: { post: ${operation("a", { body: `{ url: ${text} }` })} }`));
    expect(none).toMatchObject({ missing: expect.stringContaining("no operation was found") });
    const body = `{ url: ${text}, events: ${events} }`;
    const two = registrationOf(
      await hooksContract(`/a: { post: ${operation("a", { body })} }, /b: { post: ${operation("b", { body })} }`),
    );
    expect(two).toMatchObject({ missing: expect.stringContaining("several operations") });
    const wrong = registrationOf(await hooksContract(`/a: { post: ${operation("a", { body })} }`), { register: "z" });
    expect(wrong).toMatchObject({ missing: expect.stringContaining("z takes no URL") });
  });
});
