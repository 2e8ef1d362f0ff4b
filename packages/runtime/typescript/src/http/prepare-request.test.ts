import { expect, test } from "vitest";
import { json, serve } from "../../test/serve.js";
import { Client } from "../client/client.js";
import type { BodyDescriptor, ParameterDescriptor } from "../descriptor.js";
import { ValidationError } from "../errors/validation-error.js";
import { call } from "../operations/call.js";

const get = (path: string, ...parameters: ParameterDescriptor[]) => ({ id: "x.get", method: "GET", path, parameters });
const post = (...bodies: BodyDescriptor[]) => ({ id: "x.post", method: "POST", path: "/x", bodies });
const form = { mediaType: "application/x-www-form-urlencoded", form: "form" } as const;
const multipart = { mediaType: "multipart/form-data", form: "multipart" } as const;

test.each([".", "..", ""])("the path value %j is refused: it would change the route", async (id) => {
  const client = new Client({ url: "http://platform.test" });
  await expect(call(client, get("/a/{id}/b", { key: "id", in: "path" }), { id })).rejects.toThrow(ValidationError);
});

test("a missing path value is refused by name", async () => {
  const operation = get("/a/{room}", { key: "room", in: "path" });
  await expect(call(new Client({ url: "http://platform.test" }), operation, {})).rejects.toMatchObject({
    code: "invalid_parameter",
    issues: [{ pointer: "room" }],
  });
});

test.each(["a/b", "../../admin", "a?b#c", "%2e%2e", "{id}", "$&", "é\u0000"])(
  "the path value %j arrives as one segment",
  async (id) => {
    await using server = await serve(json({}));
    await call(new Client({ url: `${server.url}/base` }), get("/a/{id}/{id}", { key: "id", in: "path" }), { id });
    const segments = (server.seen[0]?.url ?? "").split("/").slice(1).map(decodeURIComponent);
    expect(segments).toEqual(["base", "a", id, id]);
  },
);

test("wire names, headers and cookies are written where they belong", async () => {
  await using server = await serve(json({}));
  const operation = get(
    "/a",
    { key: "ifMatch", name: "If-Match", in: "header" },
    { key: "tags", name: "X-Tags", in: "header" },
    { key: "session", in: "cookie" },
    { key: "flags", in: "cookie", explode: false },
    { key: "pageSize", name: "page-size", in: "query" },
  );
  await call(new Client({ url: server.url }), operation, {
    ifMatch: '"3"',
    tags: ["a", "b"],
    session: "x;y",
    flags: [1, 2],
    pageSize: 5,
  });
  expect(server.seen[0]).toMatchObject({
    url: "/a?page-size=5",
    headers: { "if-match": '"3"', "x-tags": "a,b", cookie: "session=x%3By; flags=1,2" },
  });
});

test("JSON, form, text and JSON lines bodies", async () => {
  await using server = await serve(json({}));
  const client = new Client({ url: server.url });
  const sent = async (descriptor: BodyDescriptor, body: unknown): Promise<[string | undefined, string | undefined]> => {
    await call(client, post(descriptor), { body });
    const request = server.seen.at(-1);
    return [request?.headers["content-type"], request?.body];
  };
  expect(await sent({ mediaType: "application/merge-patch+json", form: "json" }, { a: null, b: undefined })).toEqual([
    "application/merge-patch+json",
    '{"a":null}',
  ]);
  expect(await sent(form, { a: "x y&z", b: [1, 2], c: undefined })).toEqual([form.mediaType, "a=x+y%26z&b=1&b=2"]);
  const encodings = { a: { style: "deepObject" }, b: { contentType: "application/json" }, c: { explode: false } };
  expect((await sent({ ...form, encodings }, { a: { k: 1 }, b: { k: 1 }, c: [1, 2] }))[1]).toBe(
    "a[k]=1&b=%7B%22k%22%3A1%7D&c=1,2",
  );
  expect(await sent({ mediaType: "text/plain", form: "text" }, "words")).toEqual(["text/plain", "words"]);
  expect(await sent({ mediaType: "application/jsonl", form: "jsonl" }, [{ a: 1 }, [2]])).toEqual([
    "application/jsonl",
    '{"a":1}\n[2]\n',
  ]);
});

test("binary bodies: bytes, blobs with their type, any media type", async () => {
  await using server = await serve(json({}));
  const client = new Client({ url: server.url });
  const binary = post({ mediaType: "image/*", form: "binary" });
  await call(client, binary, { body: new Uint8Array([1, 2, 255]) });
  await call(client, binary, { body: new Blob(["png"], { type: "image/png" }) });
  expect(server.seen.map(({ body, headers }) => [headers["content-type"], body])).toEqual([
    ["application/octet-stream", "\u0001\u0002\u00ff"],
    ["image/png", "png"],
  ]);
});

test("multipart: fields, lists, files with names and types, JSON parts", async () => {
  await using server = await serve(json({}));
  const encodings = { meta: { contentType: "application/vnd.x+json" }, note: { contentType: "text/markdown" } };
  await call(new Client({ url: server.url }), post({ ...multipart, encodings }), {
    body: {
      name: "a",
      tags: ["x", "y"],
      file: new File(["data"], "päth.txt", { type: "text/plain" }),
      bytes: new Uint8Array([65]),
      meta: { k: 1 },
      nested: { n: 2 },
      note: "# hi",
      none: undefined,
    },
  });
  const [request] = server.seen;
  const parsed = await new Response(Buffer.from(request?.body ?? "", "latin1"), {
    headers: { "content-type": request?.headers["content-type"] ?? "" },
  }).formData();
  const parts = await Promise.all(
    [...parsed].map(async ([name, part]) => [
      name,
      ...(typeof part === "string" ? [part] : [part.name, part.type, await part.text()]),
    ]),
  );
  expect(parts).toEqual([
    ["name", "a"],
    ["tags", "x"],
    ["tags", "y"],
    ["file", "päth.txt", "text/plain", "data"],
    ["bytes", "bytes", "application/octet-stream", "A"],
    ["meta", "meta", "application/vnd.x+json", '{"k":1}'],
    ["nested", "nested", "application/json", '{"n":2}'],
    ["note", "note", "text/markdown", "# hi"],
  ]);
});

test("FormData and URLSearchParams are sent as they are", async () => {
  await using server = await serve(json({}));
  const client = new Client({ url: server.url });
  const body = new FormData();
  body.append("a", "1");
  await call(client, post(multipart), { body });
  await call(client, post(form), { body: new URLSearchParams({ a: "b c" }) });
  expect(server.seen[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  expect(server.seen[1]?.body).toBe("a=b+c");
});

test("contentType chooses among the bodies", async () => {
  await using server = await serve(json({}));
  const operation = post({ mediaType: "application/json", form: "json" }, form);
  await call(new Client({ url: server.url }), operation, { body: { a: 1 } }, { contentType: form.mediaType });
  expect(server.seen[0]?.body).toBe("a=1");
});
