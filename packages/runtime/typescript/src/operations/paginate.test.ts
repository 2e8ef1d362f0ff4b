import { expect, expectTypeOf, test } from "vitest";
import type { Room } from "../../test/operations.js";
import { roomsList } from "../../test/operations.js";
import type { Answer } from "../../test/serve.js";
import { json, serve } from "../../test/serve.js";
import { Client } from "../client/client.js";
import type { PagedOperation } from "../descriptor.js";
import { DecodeError } from "../errors/decode-error.js";
import { ImpatientClock } from "../testing/impatient-clock.js";
import { paginate } from "./paginate.js";

const pages: Answer = (request, response) => {
  const cursor = new URL(request.url, "http://x").searchParams.get("cursor");
  const number = Number(cursor ?? 1);
  json({ items: [{ id: `a${number}` }, { id: `b${number}` }], nextCursor: number < 3 ? String(number + 1) : null })(
    request,
    response,
  );
};

const numbered: PagedOperation<{ readonly page?: number }, number, { readonly items: readonly number[] }> = {
  id: "numbers.list",
  method: "GET",
  path: "/n",
  parameters: [{ key: "page", name: "p", in: "query" }],
  pagination: { style: "page", parameter: "p", items: "/items", start: 1 },
};

async function collect<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}

test("for await gives all items of all pages, with the caller's parameters on each", async () => {
  await using server = await serve(pages);
  const items = await collect(paginate(new Client({ url: server.url }), roomsList, { limit: 2 }));
  expectTypeOf(items).toEqualTypeOf<Room[]>();
  expect(items.map(({ id }) => id)).toEqual(["a1", "b1", "a2", "b2", "a3", "b3"]);
  expect(server.seen.map(({ url }) => url)).toEqual([
    "/v1/rooms?limit=2",
    "/v1/rooms?limit=2&cursor=2",
    "/v1/rooms?limit=2&cursor=3",
  ]);
});

test("await gives the first page, and next the one after it", async () => {
  await using server = await serve(pages);
  const page = await paginate(new Client({ url: server.url }), roomsList);
  expect(page.items).toHaveLength(2);
  expect(page.data.nextCursor).toBe("2");
  expect(page.hasNext).toBe(true);
  const last = await (await page.next())?.next();
  expect(last?.hasNext).toBe(false);
  expect(await last?.next()).toBeUndefined();
  expect(server.seen).toHaveLength(3);
});

test("a page that is not asked for is not fetched", async () => {
  await using server = await serve(pages);
  for await (const { id } of paginate(new Client({ url: server.url }), roomsList)) if (id === "b1") break;
  expect(server.seen).toHaveLength(1);
});

test("pages gives the pages", async () => {
  await using server = await serve(pages);
  const list = paginate(new Client({ url: server.url }), roomsList);
  expect((await collect(list.pages())).map(({ items }) => items.length)).toEqual([2, 2, 2]);
});

test("an empty list has no items and no next page", async () => {
  await using server = await serve(json({ items: [], nextCursor: null }));
  const list = paginate(new Client({ url: server.url }), roomsList);
  expect(await collect(list)).toEqual([]);
  expect((await list).hasNext).toBe(false);
});

test("an empty page in the middle does not end the list", async () => {
  await using server = await serve(json({ items: [], nextCursor: "2" }), json({ items: [{ id: "a" }] }));
  expect(await collect(paginate(new Client({ url: server.url }), roomsList))).toEqual([{ id: "a" }]);
});

test.each([[["c"]], [["c", "d"]], [["c", "d", "e"]]])("a server that goes round in %j is noticed", async (circle) => {
  let at = 0;
  await using server = await serve((request, response) =>
    json({ items: [], nextCursor: circle[at++ % circle.length] })(request, response),
  );
  await expect(collect(paginate(new Client({ url: server.url }), roomsList))).rejects.toMatchObject({
    code: "pagination_loop",
    operation: "rooms.list",
  });
});

test("a later page that fails throws where it is reached; retries hold for each page", async () => {
  await using server = await serve(pages, json({}, 500), pages, json({ code: "forbidden" }, 403));
  const seen: string[] = [];
  const iterate = async (): Promise<void> => {
    for await (const { id } of paginate(new Client({ url: server.url, clock: new ImpatientClock() }), roomsList))
      seen.push(id);
  };
  await expect(iterate()).rejects.toMatchObject({ code: "forbidden" });
  expect(seen).toEqual(["a1", "b1", "a2", "b2"]);
});

test("pages by number go on until one is empty", async () => {
  await using server = await serve(json({ items: [1, 2] }), json({ items: [3] }), json({ items: [] }));
  expect(await collect(paginate(new Client({ url: server.url }), numbered))).toEqual([1, 2, 3]);
  expect(server.seen.map(({ url }) => url)).toEqual(["/n", "/n?p=2", "/n?p=3"]);
});

test("pages by offset count the items", async () => {
  await using server = await serve(json({ items: [1, 2] }), json({ items: [3] }), json({ items: [] }));
  const operation = { ...numbered, pagination: { style: "offset", parameter: "p", items: "/items" } } as const;
  await collect(paginate(new Client({ url: server.url }), operation, { page: 10 }));
  expect(server.seen.map(({ url }) => url)).toEqual(["/n?p=10", "/n?p=12", "/n?p=13"]);
});

const linked = { ...numbered, pagination: { style: "link", items: "" } } as const;

test("pages by link follow rel=next of the same server", async () => {
  await using server = await serve(
    (request, response) =>
      json([1], 200, {
        link: `</n?p=0>; rel="prev", <http://${request.headers.host}/n?p=2,3>; title="a, b"; rel="next last"`,
      })(request, response),
    json([2], 200, { link: "</n?p=9>; rel=last" }),
  );
  expect(await collect(paginate(new Client({ url: server.url, token: "t" }), linked))).toEqual([1, 2]);
  expect(server.seen[1]).toMatchObject({ url: "/n?p=2,3", headers: { authorization: "Bearer t" } });
});

test("a link to another server is refused: it would be sent the credentials", async () => {
  await using server = await serve(json([1], 200, { link: '<http://evil.test/n>; rel="next"' }));
  await expect(collect(paginate(new Client({ url: server.url, token: "t" }), linked))).rejects.toMatchObject({
    code: "pagination_foreign_link",
  });
});

test("an answer without the list is a DecodeError", async () => {
  await using server = await serve(json({ rooms: [] }));
  await expect(collect(paginate(new Client({ url: server.url }), roomsList))).rejects.toThrow(DecodeError);
});
