import Pusher from "pusher";
import { describe, expect, test } from "vitest";
import type { PusherApplication } from "../application.js";
import { authenticate } from "./authenticate.js";

const application: PusherApplication = {
  project: "prj_1",
  applicationId: "app_1",
  appId: "3",
  key: "278d425bdf160c739803",
  secret: "7ad3773142a6692b25b8",
  settings: {},
};
const now = Date.now();
const path = "/apps/3/events";
const body = '{"name":"foo","channels":["project-3"],"data":"{\\"some\\":\\"data\\"}"}';

/** What the stock library would send. */
function signed(given: { method?: string; path?: string; body?: string; params?: object; secret?: string } = {}) {
  const { appId, key } = application;
  const client = new Pusher({ appId, key, secret: given.secret ?? application.secret, cluster: "x" });
  return client.createSignedQueryString({
    method: given.method ?? "POST",
    path: given.path ?? path,
    body: given.body ?? (given.method === "GET" ? "" : body),
    params: given.params ?? {},
  } as Parameters<typeof client.createSignedQueryString>[0]);
}

function check(
  query: string,
  given: { method?: string; path?: string; body?: string; appId?: string; now?: number; app?: PusherApplication } = {},
) {
  const app = given.app ?? application;
  return authenticate(
    {
      method: given.method ?? "POST",
      path: given.path ?? path,
      query: new URLSearchParams(query),
      body: Buffer.from(given.body ?? (given.method === "GET" ? "" : body)),
    },
    {
      appId: given.appId ?? "3",
      now: given.now ?? now,
      find: async (key) => (key === app.key ? app : undefined),
    },
  );
}

describe("a signed call", () => {
  test("is taken from the stock library, with and without a body", async () => {
    expect(await check(signed())).toBe(application);
    const query = signed({ method: "GET", path: "/apps/3/channels", params: { filter_by_prefix: "presence-" } });
    expect(await check(query, { method: "GET", path: "/apps/3/channels" })).toBe(application);
  });

  test("is taken when the path was encoded after signing", async () => {
    const query = signed({ path: "/apps/3/users/ada lovelace/terminate_connections" });
    expect(await check(query, { path: "/apps/3/users/ada%20lovelace/terminate_connections" })).toBe(application);
  });

  test("is good for ten minutes to both sides", async () => {
    const seconds = (n: number) => now + n * 1000;
    expect(await check(signed(), { now: seconds(599) })).toBe(application);
    expect(await check(signed(), { now: seconds(-599) })).toBe(application);
    for (const wrong of [602, -602])
      await expect(check(signed(), { now: seconds(wrong) })).rejects.toMatchObject({ status: 401 });
  });
});

describe("a forged call is refused with 401", () => {
  const refused = { name: "Refusal", status: 401 };

  test("with another secret", () => expect(check(signed({ secret: "other" }))).rejects.toMatchObject(refused));

  test("with another body, also with a digest that fits it", async () => {
    const other = body.replace("project-3", "project-4");
    await expect(check(signed(), { body: other })).rejects.toMatchObject(refused);
    const digest = new URLSearchParams(signed({ body: other })).get("body_md5") ?? "";
    const query = signed().replace(/body_md5=[0-9a-f]+/u, `body_md5=${digest}`);
    await expect(check(query, { body: other })).rejects.toMatchObject(refused);
  });

  test("for another path, method or parameter", async () => {
    await expect(check(signed(), { path: "/apps/3/batch_events" })).rejects.toMatchObject(refused);
    await expect(check(signed(), { method: "PUT" })).rejects.toMatchObject(refused);
    await expect(check(`${signed()}&info=user_count`)).rejects.toMatchObject(refused);
  });

  test("for the application of somebody else", () =>
    expect(check(signed({ path: "/apps/4/events" }), { path: "/apps/4/events", appId: "4" })).rejects.toMatchObject(
      refused,
    ));

  test.each(["auth_key", "auth_timestamp", "auth_version", "auth_signature", "body_md5"])(
    "without %s, or with two",
    async (name) => {
      const query = new URLSearchParams(signed());
      const value = query.get(name) ?? "";
      query.delete(name);
      await expect(check(String(query))).rejects.toMatchObject({ ...refused, message: expect.stringContaining(name) });
      query.append(name, value);
      query.append(name, value);
      await expect(check(String(query))).rejects.toMatchObject(refused);
    },
  );

  test.each(["", "now", "1e3", "-5", "99999999999999999999"])("with the time %s", async (time) => {
    const query = signed().replace(/auth_timestamp=\d+/u, `auth_timestamp=${time}`);
    await expect(check(query)).rejects.toMatchObject(refused);
  });
});

test("the secret stands in no answer", async () => {
  const failure = await check(signed({ secret: "other" })).catch((error: unknown) => error);
  expect(String(failure)).toContain("POST");
  expect(String(failure)).not.toContain(application.secret);
});

test("an application that is switched off is refused with 403, once the signature is right", async () => {
  const app = { ...application, settings: { enabled: false } };
  await expect(check(signed(), { app })).rejects.toMatchObject({ status: 403 });
  await expect(check(signed({ secret: "other" }), { app })).rejects.toMatchObject({ status: 401 });
});
