import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { JsonObject } from "../../../json/json.js";
import { createPlatform } from "../../../platform.js";
import { TestPlatform, type TestRequest } from "../../../testing/test-platform.js";
import { signDelivery } from "./sign-delivery.js";

interface Got {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const day = 86_400_000;
let got: Got[] = [];
/** How the endpoint answers. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const ok = (_request: IncomingMessage, response: ServerResponse) => void response.writeHead(204).end();
const status =
  (code: number, headers: Record<string, string> = {}) =>
  (_request: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(code, headers).end("x".repeat(10_000));

const sink = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  got.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() });
  answer(request, response);
});
sink.listen(0, "127.0.0.1");
await once(sink, "listening");
const sinkUrl = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
afterAll(() => {
  sink.closeAllConnections();
  sink.close();
});

const platform = await TestPlatform.start();
/** Sends a call with a token that is new, however far the clock was turned. */
const send = async (line: string, request: TestRequest = {}) =>
  platform.send(line, { ...request, token: await platform.sign({}, undefined, key) });
const key = await platform.keyId();
beforeEach(() => {
  got = [];
  answer = ok;
});

const waitFor = vi.waitFor;
const patient = { timeout: 5000, interval: 10 };
const arrived = (count: number) => waitFor(() => expect(got.length).toBeGreaterThanOrEqual(count), patient);

interface Endpoint {
  readonly path: string;
  readonly secret: string;
}

async function endpoint(path: string, body: JsonObject = {}): Promise<Endpoint> {
  const created = await send("POST /v1/webhooks", {
    body: { url: sinkUrl + path, events: ["tunnel.*"], ...body },
  });
  expect(created.status).toBe(201);
  return { path: `/v1/webhooks/${String(created.body["id"])}`, secret: String(created.body["secret"]) };
}

const tunnel = (name: string) => send("POST /v1/tunnels", { body: { protocol: "http", name } });
const show = async ({ path }: Endpoint) => (await send(`GET ${path}`)).body;
const remove = ({ path }: Endpoint) => send(`DELETE ${path}`);

async function deliveriesOf({ path }: Endpoint): Promise<readonly JsonObject[]> {
  return (await send(`GET ${path}/deliveries?order=asc`)).body["items"] as readonly JsonObject[];
}

/** The first delivery of an endpoint, once it has this status. */
function settled(at: Endpoint, wanted: string, attempts: number): Promise<JsonObject> {
  return waitFor(async () => {
    const [first] = await deliveriesOf(at);
    expect(first).toMatchObject({ status: wanted });
    expect(first?.["attempts"]).toHaveLength(attempts);
    return first ?? {};
  }, patient);
}

/** Whether a delivery is signed with a secret. `packages/conformance` has the SDK's own verifier take one. */
function signed({ body, headers }: Got, secret: string): boolean {
  const [id, timestamp, signature] = ["id", "timestamp", "signature"].map((name) => String(headers[`webhook-${name}`]));
  const own = signDelivery({ id: id ?? "", timestamp: Number(timestamp), body, secrets: [secret] });
  return (signature ?? "").split(" ").includes(own["webhook-signature"] ?? "");
}

describe("an event", () => {
  test("goes to each endpoint that wants it, signed", async () => {
    const wants = await endpoint("/wants");
    const filtered = await endpoint("/filtered", { filter: { "data.name": "signed" } });
    const others = [
      await endpoint("/other-type", { events: ["room.*"] }),
      await endpoint("/other-name", { filter: { "data.name": "else" } }),
      await endpoint("/off", { enabled: false }),
    ];
    await tunnel("signed");
    await settled(wants, "succeeded", 1);
    await settled(filtered, "succeeded", 1);
    for (const other of others) expect(await deliveriesOf(other)).toEqual([]);
    expect(got.map(({ path }) => path).toSorted()).toEqual(["/filtered", "/wants"]);
    const delivered = got.find(({ path }) => path === "/wants") as Got;
    expect(signed(delivered, wants.secret)).toBe(true);
    const id = String(delivered.headers["webhook-id"]);
    const event = JSON.parse(delivered.body) as JsonObject;
    const { body: kept } = await send(`GET /v1/webhook-events/${id}`);
    expect(event).toEqual(kept);
    expect(event).toMatchObject({ id, type: "tunnel.created", data: { name: "signed" } });
    expect(delivered.headers["webhook-timestamp"]).toBe(String(Math.floor(platform.now.value / 1000)));
    await Promise.all([wants, filtered, ...others].map(remove));
  });

  test("is delivered with its answer on record, its beginning only and no cookie", async () => {
    answer = status(200, { "Set-Cookie": "a=b", "X-Trace": "t1" });
    const at = await endpoint("/record");
    await tunnel("record");
    const { attempts, completedAt, nextAttemptAt } = await settled(at, "succeeded", 1);
    expect([completedAt, nextAttemptAt]).toEqual([new Date(platform.now.value).toISOString(), null]);
    const [{ response }] = attempts as [{ response: { headers: JsonObject; body: string } }];
    expect(response.headers).toMatchObject({ "x-trace": "t1" });
    expect(response.headers).not.toHaveProperty("set-cookie");
    expect(response.body).toBe("x".repeat(4096));
    await remove(at);
  });

  test("that a refused call would have caused is not delivered", async () => {
    const at = await endpoint("/refused");
    await tunnel("twice");
    expect((await tunnel("twice")).status).toBe(409);
    await settled(at, "succeeded", 1);
    expect(await deliveriesOf(at)).toHaveLength(1);
    await remove(at);
  });
});

describe("secrets", () => {
  test("both sign until the overlap ends", async () => {
    const at = await endpoint("/rotated");
    const { body } = await send(`POST ${at.path}/rotate`, { body: { overlapSeconds: 60 } });
    const fresh = String(body["secret"]);
    await send(`POST ${at.path}/test`);
    await arrived(1);
    const [during] = got as [Got];
    expect([at.secret, fresh].map((secret) => signed(during, secret))).toEqual([true, true]);
    expect(String(during.headers["webhook-signature"]).split(" ")).toHaveLength(2);
    platform.now.value += 60_000;
    await send(`POST ${at.path}/test`);
    await arrived(2);
    expect([at.secret, fresh].map((secret) => signed(got[1] as Got, secret))).toEqual([false, true]);
    await remove(at);
  });
});

describe("an attempt that fails", () => {
  test.each([
    ["500", status(500), "failed"],
    ["a redirect, which is not followed", status(302, { Location: "/elsewhere" }), "failed"],
    ["a connection that breaks", (request: IncomingMessage) => void request.socket.destroy(), "network_error"],
  ])("with %s is tried again, with the same id and a new signature", async (_name, failing, wanted) => {
    answer = failing;
    const at = await endpoint("/again");
    await send(`POST ${at.path}/test`, { body: { message: "again" } });
    const waiting = await settled(at, "retrying", 1);
    expect(waiting["attempts"]).toMatchObject([{ number: 1, status: wanted }]);
    expect(Date.parse(String(waiting["nextAttemptAt"])) - platform.now.value).toBeGreaterThan(0);
    answer = ok;
    platform.now.value += 1000;
    const done = await settled(at, "succeeded", 2);
    expect(done["attempts"]).toMatchObject([{ number: 1 }, { number: 2, status: "succeeded", error: null }]);
    expect(got.map(({ path }) => path)).toEqual(["/again", "/again"]);
    const [first, second] = got as [Got, Got];
    expect(second.body).toBe(first.body);
    expect(second.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
    expect(signed(second, at.secret)).toBe(true);
    await remove(at);
  });

  test("waits as long as Retry-After asks", async () => {
    answer = status(503, { "Retry-After": "120" });
    const at = await endpoint("/later");
    await send(`POST ${at.path}/test`);
    const { nextAttemptAt } = await settled(at, "retrying", 1);
    expect(nextAttemptAt).toBe(new Date(platform.now.value + 120_000).toISOString());
    await remove(at);
  });

  test("is the last after three days, and can be sent again", { timeout: 30_000 }, async () => {
    answer = status(500);
    const at = await endpoint("/given-up");
    await send(`POST ${at.path}/test`);
    for (let attempts = 1; attempts < 12; attempts++) {
      const { nextAttemptAt } = await settled(at, "retrying", attempts);
      platform.now.value = Date.parse(String(nextAttemptAt));
    }
    const failed = await settled(at, "failed", 12);
    expect(failed).toMatchObject({ nextAttemptAt: null, completedAt: new Date(platform.now.value).toISOString() });
    expect(await show(at)).toMatchObject({ enabled: true });
    answer = ok;
    const again = await send(`POST ${at.path}/deliveries/${String(failed["id"])}/resend`);
    expect(again.status).toBe(202);
    await waitFor(async () => {
      const read = await send(`GET ${at.path}/deliveries/${String(again.body["id"])}`);
      expect(read.body).toMatchObject({ status: "succeeded", eventId: failed["eventId"], resendOf: failed["id"] });
    }, patient);
    await remove(at);
  });
});

describe("an endpoint is disabled", () => {
  test("by 410, and what is on its way is canceled", async () => {
    answer = (request, response) => void (request.url === "/gone" ? response.writeHead(410).end() : response.end());
    const at = await endpoint("/gone");
    await tunnel("gone-1");
    await settled(at, "failed", 1);
    expect(await show(at)).toMatchObject({ enabled: false, disabledReason: "gone" });
    await tunnel("gone-2");
    expect(await deliveriesOf(at)).toHaveLength(1);
    await remove(at);
  });

  test("when every delivery of five days failed", { timeout: 30_000 }, async () => {
    answer = status(500);
    const at = await endpoint("/failing", { events: ["*"] });
    const fail = async (): Promise<void> => {
      const { body } = await send(`POST ${at.path}/test`);
      platform.now.value += 4 * day;
      await waitFor(async () => {
        platform.now.value += 1000;
        const read = await send(`GET ${at.path}/deliveries/${String(body["id"])}`);
        expect(read.body).toMatchObject({ status: "failed" });
      }, patient);
    };
    await fail();
    expect(await show(at)).toMatchObject({ enabled: true });
    await fail();
    expect(await show(at)).toMatchObject({ enabled: false, disabledReason: "failing" });
    expect((await send(`POST ${at.path}/enable`)).body).toMatchObject({ enabled: true, disabledReason: null });
    await fail();
    expect(await show(at)).toMatchObject({ enabled: true });
    await remove(at);
  });
});

test("a disabled endpoint can be tried, and a test goes to no other endpoint", async () => {
  const off = await endpoint("/off", { enabled: false });
  const all = await endpoint("/all", { events: ["*"] });
  await send(`POST ${off.path}/test`);
  await settled(off, "succeeded", 1);
  expect(await deliveriesOf(all)).toEqual([]);
  await Promise.all([off, all].map(remove));
});

test("an endpoint that does not answer holds up four deliveries of its own and no other endpoint", async () => {
  const held: ServerResponse[] = [];
  answer = (request, response) => void (request.url === "/slow" ? held.push(response) : response.end());
  const slow = await endpoint("/slow");
  const quick = await endpoint("/quick");
  for (let n = 0; n < 6; n++) await tunnel(`held-${n}`);
  await waitFor(async () => {
    const statuses = (await deliveriesOf(quick)).map((each) => each["status"]);
    expect(statuses).toEqual(Array.from({ length: 6 }, () => "succeeded"));
  }, patient);
  expect((await deliveriesOf(slow)).map((each) => each["status"])).toEqual([
    ...Array.from({ length: 4 }, () => "delivering"),
    ...Array.from({ length: 2 }, () => "pending"),
  ]);
  answer = ok;
  for (const response of held) response.end();
  await waitFor(() => expect(got.filter(({ path }) => path === "/slow")).toHaveLength(6), patient);
  await Promise.all([slow, quick].map(remove));
});

test("what a platform did not bring to an end goes on with the next one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parlance-webhooks-"));
  answer = () => undefined;
  const first = await createPlatform({ data: folder, drainMs: 50 });
  const call = async (url: string, path: string, token: string, body: JsonObject) => {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
    return (await response.json()) as JsonObject;
  };
  const made = await call(first.url, "/v1/webhooks", await first.token(), {
    url: `${sinkUrl}/restart`,
    events: ["tunnel.*"],
  });
  await call(first.url, "/v1/tunnels", await first.token(), { protocol: "http", name: "restart" });
  await arrived(1);
  await first.close();
  answer = ok;
  const second = await createPlatform({ data: folder });
  await arrived(2);
  expect(got[1]?.body).toBe(got[0]?.body);
  const headers = { Authorization: `Bearer ${await second.token()}` };
  const path = `${second.url}/v1/webhooks/${String(made["id"])}/deliveries`;
  await waitFor(async () => {
    const { items } = (await (await fetch(path, { headers })).json()) as { items: readonly JsonObject[] };
    expect(items).toMatchObject([{ status: "succeeded", attempts: [{ number: 1, status: "succeeded" }] }]);
  }, patient);
  await second.close();
  rmSync(folder, { recursive: true, force: true });
});
