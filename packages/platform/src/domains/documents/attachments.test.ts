import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const base = "/v1/collections/exams/documents/files/attachments";
await platform.send("POST /v1/collections/exams/documents", { body: { id: "files", data: {} } });

interface Upload {
  readonly type?: string;
  readonly token?: string;
  readonly ifMatch?: string;
  readonly path?: string;
}

const put = (name: string, bytes: Uint8Array | string, { type, token, ifMatch, path = base }: Upload = {}) =>
  platform.send(`PUT ${path}/${name}/content`, {
    body: bytes,
    headers: {
      "Content-Type": type ?? "application/octet-stream",
      ...(ifMatch !== undefined && { "If-Match": ifMatch }),
    },
    ...(token !== undefined && { token }),
  });
const read = (name: string, range?: string) =>
  platform.send(`GET ${base}/${name}/content`, range === undefined ? {} : { headers: { Range: range } });

describe("an attachment", () => {
  test("is uploaded, described, replaced and removed", async () => {
    const sha256 = createHash("sha256").update("0123456789").digest("hex");
    const created = await put("scan.bin", "0123456789");
    expect(created).toMatchObject({ status: 201, body: { name: "scan.bin", size: 10, sha256, version: 1 } });
    expect(created.headers.get("location")).toBe(`${base}/scan.bin`);
    expect((await platform.send(`GET ${base}/scan.bin`)).body).toEqual(created.body);
    expect(await put("scan.bin", "new")).toMatchObject({ status: 200, body: { size: 3, version: 2 } });
    expect((await read("scan.bin")).text).toBe("new");
    expect((await platform.send(`DELETE ${base}/scan.bin`)).status).toBe(204);
    expect((await platform.send(`GET ${base}/scan.bin`)).status).toBe(404);
    expect((await read("scan.bin")).status).toBe(404);
  });

  test("is guarded by If-Match, also where there is none yet", async () => {
    expect((await put("guarded", "a", { ifMatch: '"1"' })).body["code"]).toBe("version_conflict");
    await put("guarded", "a");
    expect((await put("guarded", "b", { ifMatch: '"2"' })).status).toBe(412);
    expect((await put("guarded", "b", { ifMatch: '"1"' })).status).toBe(200);
    const remove = await platform.send(`DELETE ${base}/guarded`, { headers: { "If-Match": '"1"' } });
    expect(remove.status).toBe(412);
  });

  test("keeps its media type, and is given back so that it does not run as a page", async () => {
    await put("page.html", "<script>", { type: "text/html; charset=utf-8" });
    const { headers, text } = await read("page.html");
    expect([text, headers.get("content-type"), headers.get("x-content-type-options")]).toEqual([
      "<script>",
      "text/html; charset=utf-8",
      "nosniff",
    ]);
    expect(headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''page.html");
  });

  test("may be empty, and as large as the contract says", async () => {
    expect(await put("empty", new Uint8Array())).toMatchObject({ status: 201, body: { size: 0 } });
    expect(await read("empty")).toMatchObject({ status: 200, text: "" });
    const bytes = new Uint8Array(3 * 1024 * 1024 + 7).map((_, index) => index % 251);
    expect(await put("large", bytes)).toMatchObject({ status: 201, body: { size: bytes.length } });
    const whole = await fetch(`${platform.platform.url}${base}/large/content`, {
      headers: { Authorization: `Bearer ${await platform.platform.token()}` },
    });
    expect(Buffer.from(await whole.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect(await put("larger", new Uint8Array(67_108_865))).toMatchObject({
      status: 413,
      body: { code: "payload_too_large" },
    });
  });

  test("is read in parts, also over the ends of what is stored together", async () => {
    await put("parts", "a".repeat(1024 * 1024 - 2) + "bcdefg");
    const size = 1024 * 1024 + 4;
    const got = await Promise.all(
      ["bytes=0-1", `bytes=${size - 8}-${size - 3}`, "bytes=-3"].map((range) => read("parts", range)),
    );
    expect(got.map(({ status, text }) => [status, text])).toEqual([
      [206, "aa"],
      [206, "aabcde"],
      [206, "efg"],
    ]);
    expect(got[2]?.headers.get("content-range")).toBe(`bytes ${size - 3}-${size - 1}/${size}`);
    const outside = await read("parts", `bytes=${size}-`);
    expect(outside).toMatchObject({ status: 416, body: { code: "range_not_satisfiable" } });
    expect(outside.headers.get("content-range")).toBe(`bytes */${size}`);
  });

  test("that the caller has already is not sent again", async () => {
    await put("cached", "a");
    const same = await platform.send(`GET ${base}/cached/content`, { headers: { "If-None-Match": '"1"' } });
    expect(same).toMatchObject({ status: 304, text: "" });
  });

  test("goes with its document, and is there again when that is restored", async () => {
    const path = "/v1/collections/exams/documents/leaving";
    await platform.send("POST /v1/collections/exams/documents", { body: { id: "leaving", data: {} } });
    await put("a", "1", { path: `${path}/attachments` });
    await platform.send(`DELETE ${path}`, { headers: { "If-Match": "*" } });
    expect((await platform.send(`GET ${path}/attachments/a`)).status).toBe(404);
    await platform.send(`POST ${path}/restore`, { headers: { "If-Match": "*" } });
    expect((await platform.send(`GET ${path}/attachments/a/content`)).text).toBe("1");
  });
});

test("attachments are listed by name, page by page, stable under new ones", async () => {
  const path = "/v1/collections/exams/documents/listed/attachments";
  await platform.send("POST /v1/collections/exams/documents", { body: { id: "listed", data: {} } });
  expect((await platform.send(`GET ${path}`)).body).toEqual({ items: [], nextCursor: null });
  for (const name of ["c", "a", "d"]) await put(name, name, { path });
  const names = (body: JsonObject) => (body["items"] as readonly JsonObject[]).map(({ name }) => name);
  const first = (await platform.send(`GET ${path}?limit=2`)).body;
  await put("b", "b", { path });
  const second = (await platform.send(`GET ${path}?limit=2&cursor=${String(first["nextCursor"])}`)).body;
  expect([names(first), names(second), second["nextCursor"]]).toEqual([["a", "c"], ["d"], null]);
});

describe("with documents:create alone", () => {
  test("a user adds new files to its own documents, and to no others", async () => {
    const { id, secret } = await platform.application([{ scopes: ["documents:create"] }]);
    const { body } = await platform.send(`GET /v1/applications/${id}/keys`);
    const [key] = body["items"] as readonly JsonObject[];
    const token = await platform.sign({ iss: id, sub: "ada" }, secret, String(key?.["id"]));
    await platform.send("POST /v1/collections/inbox/documents", { token, body: { id: "mine", data: {} } });
    await platform.send("POST /v1/collections/inbox/documents", { body: { id: "theirs", data: {} } });
    const upload = (document: string, name: string) =>
      put(name, "x", { token, path: `/v1/collections/inbox/documents/${document}/attachments` });
    expect((await upload("mine", "a")).status).toBe(201);
    expect(await upload("mine", "a")).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect((await upload("theirs", "a")).status).toBe(404);
  });
});
