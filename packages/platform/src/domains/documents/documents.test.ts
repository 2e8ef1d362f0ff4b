import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const base = "/v1/collections/exams/documents";
const create = (body: JsonObject) => platform.send(`POST ${base}`, { body });
const send = (line: string, body?: JsonObject, ifMatch?: string) =>
  platform.send(line, { ...(body && { body }), ...(ifMatch !== undefined && { headers: { "If-Match": ifMatch } }) });

describe("a document", () => {
  test("goes through its revisions: created, replaced, merged, mutated, deleted, restored", async () => {
    const created = await create({ id: "one", data: { title: "Exam", attempts: 1 } });
    expect(created).toMatchObject({ status: 201, body: { id: "one", revision: 1, deletedAt: null } });
    expect(created.headers.get("location")).toBe(`${base}/one`);
    expect(await send(`PUT ${base}/one`, { data: { attempts: 1 } }, '"1"')).toMatchObject({
      status: 200,
      body: { revision: 2, previousRevision: 1 },
    });
    const merged = await send(`PATCH ${base}/one?returnMode=both`, { data: { open: true, attempts: null } }, '"2"');
    expect(merged.body).toMatchObject({
      revision: 3,
      data: { open: true },
      diff: [
        { op: "remove", path: "/attempts" },
        { op: "add", path: "/open", value: true },
      ],
    });
    const mutated = await send(
      `POST ${base}/one/mutate?returnMode=diff`,
      { mutations: [{ op: "increment", path: "/n", value: 2 }] },
      '"3"',
    );
    expect(mutated.body).toMatchObject({ revision: 4, diff: [{ op: "add", path: "/n", value: 2 }] });
    expect(mutated.body).not.toHaveProperty("data");
    expect(await send(`DELETE ${base}/one`, undefined, '"4"')).toMatchObject({ status: 200, body: { revision: 5 } });
    expect((await send(`GET ${base}/one`)).status).toBe(404);
    expect((await send(`GET ${base}/one?deleted=true`)).body["deletedAt"]).not.toBeNull();
    expect((await create({ id: "one", data: {} })).body["code"]).toBe("already_exists");
    expect(await send(`POST ${base}/one/restore`, undefined, "*")).toMatchObject({
      status: 200,
      body: { revision: 6, data: { open: true, n: 2 } },
    });
    const changes = await send(`GET ${base}/one/changes?order=asc&returnMode=diff`);
    const items = changes.body["items"] as readonly JsonObject[];
    expect(items.map(({ revision, kind }) => [revision, kind])).toEqual([
      [1, "created"],
      [2, "replaced"],
      [3, "merged"],
      [4, "mutated"],
      [5, "deleted"],
      [6, "restored"],
    ]);
  });

  test("must be told which revision a write replaces", async () => {
    await create({ id: "guarded", data: {} });
    expect(await send(`PUT ${base}/guarded`, { data: {} })).toMatchObject({
      status: 428,
      body: { code: "precondition_required" },
    });
    expect((await send(`PUT ${base}/guarded`, { data: {} }, "*")).status).toBe(200);
    expect((await send(`PUT ${base}/guarded`, { data: {} }, '"1"')).body["code"]).toBe("version_conflict");
  });

  test("a mutation that does not fit changes nothing", async () => {
    await create({ id: "steps", data: { text: "x" } });
    const failed = await send(
      `POST ${base}/steps/mutate`,
      {
        mutations: [
          { op: "set", path: "/a", value: 1 },
          { op: "increment", path: "/text", value: 1 },
        ],
      },
      '"1"',
    );
    expect(failed).toMatchObject({
      status: 422,
      body: { code: "unprocessable", errors: [{ pointer: "/mutations/1" }] },
    });
    expect((await send(`GET ${base}/steps`)).body).toMatchObject({ revision: 1, data: { text: "x" } });
  });

  test("is found by a filter that reaches into its data", async () => {
    await create({ id: "f1", data: { campus: 12 } });
    await create({ id: "f2", data: { campus: 13 } });
    const filter = encodeURIComponent('{"data.campus":{"in":[12]}}');
    const found = (await send(`GET ${base}?filter=${filter}`)).body["items"] as readonly JsonObject[];
    expect(found.map(({ id }) => id)).toEqual(["f1"]);
  });
});

describe("expiry", () => {
  const at = (platform: TestPlatform, ms: number) => new Date(platform.now.value + ms).toISOString();

  test("deletes a document when its time is over, as a revision of its own that nobody caused", async () => {
    const fresh = await TestPlatform.start();
    const body = { id: "short", data: { a: 1 }, expiresAt: at(fresh, 1000) };
    const { expiresAt } = (await fresh.send(`POST ${base}`, { body })).body;
    fresh.now.value += 1000;
    expect((await fresh.send(`GET ${base}/short`)).status).toBe(404);
    expect((await fresh.send(`GET ${base}`)).body["items"]).toEqual([]);
    expect((await fresh.send("GET /v1/collections/exams")).body).toMatchObject({ documentCount: 0 });
    expect((await fresh.send(`GET ${base}/short?deleted=true`)).body).toMatchObject({
      revision: 2,
      deletedAt: expiresAt,
    });
    const changes = (await fresh.send(`GET ${base}/short/changes?limit=1`)).body["items"];
    expect(changes).toMatchObject([{ revision: 2, kind: "expired", userId: null, diff: [] }]);
    const messages = (await fresh.send("GET /v1/channels/document:exams:short/messages")).body[
      "items"
    ] as readonly JsonObject[];
    expect(messages[0]).toMatchObject({ event: "document.expired" });
    expect(messages[0]?.["data"]).not.toHaveProperty("applicationId");
  });

  test("follows what later writes say, and a restored document lives on", async () => {
    const fresh = await TestPlatform.start();
    const put = (id: string, expiresAt: string | null) =>
      fresh.send(`PUT ${base}/${id}`, { body: { data: {}, expiresAt }, headers: { "If-Match": "*" } });
    for (const id of ["later", "never", "now"])
      await fresh.send(`POST ${base}`, { body: { id, data: {}, expiresAt: at(fresh, 1000) } });
    await put("later", at(fresh, 2000));
    await put("never", null);
    fresh.now.value += 1500;
    const alive = async () => {
      const { items } = (await fresh.send(`GET ${base}?order=asc`, { token: await fresh.platform.token() })).body;
      return (items as readonly JsonObject[]).map(({ id }) => id);
    };
    expect(await alive()).toEqual(["later", "never"]);
    await fresh.send(`POST ${base}/now/restore`, { headers: { "If-Match": "*" } });
    fresh.now.value += 500;
    expect(await alive()).toEqual(["never", "now"]);
  });

  test("forgets a deleted document after 30 days, so that its id is free again", async () => {
    const fresh = await TestPlatform.start();
    const send = async (line: string, body?: JsonObject) => {
      const headers = { "If-Match": "*" };
      return fresh.send(line, {
        token: await fresh.platform.token(),
        ...(body && { body }),
        ...(line.startsWith("DELETE") && { headers }),
      });
    };
    await send(`POST ${base}`, { id: "old", data: {} });
    await send(`DELETE ${base}/old`);
    fresh.now.value += 30 * 86_400_000 - 1;
    expect((await send(`GET ${base}/old?deleted=true`)).status).toBe(200);
    fresh.now.value += 1;
    expect((await send(`GET ${base}/old?deleted=true`)).status).toBe(404);
    expect(await send(`POST ${base}`, { id: "old", data: {} })).toMatchObject({ status: 201, body: { revision: 1 } });
    expect((await send(`GET ${base}/old/changes`)).body["items"]).toMatchObject([{ revision: 1, kind: "created" }]);
  });
});

describe("documents and grants", () => {
  test("are seen, written and moved only within the filter", async () => {
    await create({ id: "mine", data: { campus: 12, n: 1 } });
    await create({ id: "theirs", data: { campus: 13 } });
    const { token } = await platform.application([{ scopes: ["documents:*"], resources: { "data.campus": 12 } }]);
    const write = (id: string, data: JsonObject) =>
      platform.send(`PATCH ${base}/${id}?returnMode=diff`, { token, body: { data }, headers: { "If-Match": "*" } });
    expect((await platform.send(`GET ${base}/theirs`, { token })).status).toBe(404);
    expect((await write("theirs", { n: 2 })).status).toBe(404);
    expect((await write("mine", { n: 2 })).body).toMatchObject({
      revision: 2,
      diff: [{ op: "replace", path: "/n", value: 2 }],
    });
    expect(await write("mine", { campus: 13 })).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect((await platform.send(`GET ${base}/mine`)).body).toMatchObject({ revision: 2, data: { campus: 12 } });
    expect((await platform.send(`GET ${base}/mine/changes`, { token })).body["items"]).toHaveLength(2);
  });

  test("of another project are not there", async () => {
    await create({ id: "private", data: {} });
    const token = await platform.platform.token(
      await platform.platform.createProject({ name: "Other", endpoint: "other.example" }),
    );
    expect((await platform.send(`GET ${base}/private`, { token })).status).toBe(404);
    expect((await platform.send(`GET ${base}`, { token })).body).toEqual({ items: [], nextCursor: null });
    const write = await platform.send(`DELETE ${base}/private`, { token, headers: { "If-Match": "*" } });
    expect(write.status).toBe(404);
  });

  test("may be left by a token that reads none", async () => {
    const { token } = await platform.application([{ scopes: ["documents:create"] }]);
    expect((await platform.send(`POST ${base}`, { token, body: { id: "inbox", data: {} } })).status).toBe(201);
    expect(await platform.send(`GET ${base}/inbox`, { token })).toMatchObject({
      status: 403,
      body: { code: "insufficient_scope" },
    });
  });
});

test("documents.list goes page by page, stable under new documents", async () => {
  const path = "/v1/collections/pages/documents";
  const add = (id: string) => send(`POST ${path}`, { id, data: {} });
  for (const id of ["a", "b", "c"]) await add(id);
  const ids = (body: JsonObject) => (body["items"] as readonly JsonObject[]).map(({ id }) => id);
  const first = (await send(`GET ${path}?limit=2`)).body;
  await add("d");
  await send(`DELETE ${path}/b`, undefined, "*");
  const second = (await send(`GET ${path}?limit=2&cursor=${String(first["nextCursor"])}`)).body;
  expect([ids(first), ids(second), second["nextCursor"]]).toEqual([["c", "b"], ["a"], null]);
  expect(ids((await send(`GET ${path}?deleted=true`)).body)).toEqual(["d", "c", "b", "a"]);
});

describe("a write", () => {
  test("of two with the same revision: one wins", async () => {
    await create({ id: "contested", data: {} });
    const write = (n: number) => send(`PUT ${base}/contested`, { data: { n } }, '"1"');
    const statuses = (await Promise.all([write(1), write(2)])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 412]);
  });

  test("that makes the data larger than 1 MiB is refused", async () => {
    await create({ id: "large", data: { text: "x".repeat(600_000) } });
    const merged = await send(`PATCH ${base}/large`, { data: { more: "x".repeat(600_000) } }, "*");
    expect(merged).toMatchObject({ status: 413, body: { code: "payload_too_large" } });
    expect((await send(`GET ${base}/large`)).body["revision"]).toBe(1);
  });

  test("of a document that is not there: 404; restoring what was not deleted: 409", async () => {
    expect((await send(`PUT ${base}/nowhere`, { data: {} }, "*")).status).toBe(404);
    await create({ id: "alive", data: {} });
    expect(await send(`POST ${base}/alive/restore`, undefined, "*")).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    expect((await send(`DELETE ${base}/alive`)).body["code"]).toBe("precondition_required");
    expect((await send(`DELETE ${base}/alive`, undefined, '"7"')).body["code"]).toBe("version_conflict");
  });
});
