import { expect, expectTypeOf, test, vi } from "vitest";
import { eventsStream } from "../../test/operations.js";
import type { Answer } from "../../test/serve.js";
import { json, serve, text } from "../../test/serve.js";
import { Client } from "../client/client.js";
import type { SequenceOperation } from "../descriptor.js";
import { AbortError } from "../errors/abort-error.js";
import { ConnectionError } from "../errors/connection-error.js";
import { DecodeError } from "../errors/decode-error.js";
import { ForbiddenError } from "../errors/forbidden-error.js";
import { ImpatientClock } from "../testing/impatient-clock.js";
import { stream } from "./stream.js";

const lines: SequenceOperation<unknown, { readonly n: number }> = {
  ...eventsStream,
  id: "lines.stream",
  sequence: "jsonl",
};
const sse = { "content-type": "text/event-stream; charset=utf-8" };

/** Sends chunks, then ends, breaks the connection or leaves it open. */
function events(chunks: readonly (string | Buffer)[], then: "end" | "break" | "stay" = "end"): Answer {
  return async (_, response) => {
    response.writeHead(200, sse);
    for (const chunk of chunks) await new Promise((sent) => response.write(chunk, sent));
    if (then === "end") response.end();
    if (then === "break") setImmediate(() => response.destroy());
  };
}

async function collect<T>(iterable: AsyncIterable<T>, most = Number.POSITIVE_INFINITY): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterable) if (items.push(item) >= most) break;
  return items;
}

function client(url: string): Client {
  return new Client({ url, clock: new ImpatientClock(), token: "t" });
}

test("events arrive as items, however the bytes are cut", async () => {
  const bytes = Buffer.from('data: {"n":1,"s":"é"}\r\n\r\n: comment\n\ndata: {"n":\ndata: 2}\n\n');
  const cut = bytes.indexOf(0xc3) + 1;
  await using server = await serve(events([bytes.subarray(0, cut), bytes.subarray(cut)]));
  const items = await collect(stream(client(server.url), eventsStream));
  expectTypeOf(items).toEqualTypeOf<{ readonly n: number }[]>();
  expect(items).toEqual([{ n: 1, s: "é" }, { n: 2 }]);
  expect(server.seen[0]?.headers).toMatchObject({ accept: "text/event-stream", authorization: "Bearer t" });
});

test("events() gives names and ids, unknown ones included", async () => {
  await using server = await serve(events(['id: 7\nevent: never.heard.of\ndata: {"n":1}\n\n']));
  expect(await collect(stream(client(server.url), eventsStream).events())).toEqual([
    { data: { n: 1 }, type: "never.heard.of", id: "7" },
  ]);
});

test("a broken connection is resumed after the last event that was handed over", async () => {
  await using server = await serve(
    events(['id: 1\ndata: {"n":1}\n\nid: 2\ndata: {"n":2}\n\nid: 3\nda'], "break"),
    events(['id: 3\ndata: {"n":3}\n\n']),
  );
  expect(await collect(stream(client(server.url), eventsStream))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect(server.seen.map(({ headers }) => headers["last-event-id"])).toEqual([undefined, "2"]);
});

test("the server's retry time is waited for, and makes a regular end no end", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  await using server = await serve(events(['retry: 1234\ndata: {"n":1}\n\n']), text("", 204));
  const clock = new ImpatientClock();
  expect(await collect(stream(new Client({ url: server.url, clock }), eventsStream))).toEqual([{ n: 1 }]);
  expect(clock.waits).toEqual([1234]);
  vi.restoreAllMocks();
});

test("a broken connection without event ids fails: what was lost cannot be had again", async () => {
  await using server = await serve(events(['data: {"n":1}\n\n'], "break"));
  await expect(collect(stream(client(server.url), eventsStream))).rejects.toThrow(ConnectionError);
  expect(server.seen).toHaveLength(1);
});

test("reconnect: never fails on a broken connection, always opens again after any end", async () => {
  await using server = await serve(
    events(['id: 1\ndata: {"n":1}\n\n'], "break"),
    events(['data: {"n":1}\n\n']),
    text("", 204),
  );
  await expect(collect(stream(client(server.url), eventsStream, {}, { reconnect: "never" }))).rejects.toThrow(
    ConnectionError,
  );
  expect(await collect(stream(client(server.url), eventsStream, {}, { reconnect: "always" }))).toEqual([{ n: 1 }]);
  expect(server.seen).toHaveLength(3);
});

test("a server that always ends at once is given up", async () => {
  await using server = await serve(events(["retry: 1\n\n"]));
  expect(await collect(stream(client(server.url), eventsStream, {}, { reconnect: "always" }))).toEqual([]);
  expect(server.seen).toHaveLength(11);
});

test("an event that is not JSON is a DecodeError with its text and closes the connection", async () => {
  await using server = await serve(events(['data: {"n":1}\n\ndata: oops\n\n'], "stay"));
  const error = await collect(stream(client(server.url), eventsStream)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DecodeError);
  expect(error).toMatchObject({ text: "oops", operation: "events.stream" });
  await server.hangUp;
});

test("with onMalformed the stream goes on", async () => {
  await using server = await serve(events(['data: oops\n\ndata: {"n":1}\n\n']));
  const onMalformed = vi.fn();
  expect(await collect(stream(client(server.url), eventsStream, {}, { onMalformed }))).toEqual([{ n: 1 }]);
  expect(onMalformed.mock.calls[0]?.[0]).toMatchObject({ text: "oops" });
});

test("[DONE] ends a stream", async () => {
  await using server = await serve(events(['data: {"n":1}\n\ndata: [DONE]\n\n'], "stay"));
  expect(await collect(stream(client(server.url), eventsStream))).toEqual([{ n: 1 }]);
  await server.hangUp;
});

test("leaving the loop closes the connection", async () => {
  await using server = await serve(events(['data: {"n":1}\n\n'], "stay"));
  expect(await collect(stream(client(server.url), eventsStream), 1)).toEqual([{ n: 1 }]);
  await server.hangUp;
});

test("close ends the loop without an error", async () => {
  await using server = await serve(events(['data: {"n":1}\n\n'], "stay"));
  const call = stream(client(server.url), eventsStream);
  for await (const item of call) {
    expect(item).toEqual({ n: 1 });
    call.close();
  }
  await server.hangUp;
});

test("an abort ends the loop with an AbortError", async () => {
  await using server = await serve(events(['data: {"n":1}\n\n'], "stay"));
  const controller = new AbortController();
  const iterate = async (): Promise<void> => {
    for await (const _ of stream(client(server.url), eventsStream, {}, { signal: controller.signal }))
      controller.abort();
  };
  await expect(iterate()).rejects.toThrow(AbortError);
  await server.hangUp;
});

test("closing the client ends its streams", async () => {
  await using server = await serve(events(['data: {"n":1}\n\n'], "stay"));
  const own = client(server.url);
  const iterate = async (): Promise<void> => {
    for await (const _ of stream(own, eventsStream)) own.close();
  };
  await expect(iterate()).rejects.toMatchObject({ code: "client_closed" });
  await server.hangUp;
});

test("an open stream outlives the call's timeout", async () => {
  await using server = await serve(async (request, response) => {
    response.writeHead(200, sse).write('data: {"n":1}\n\n');
    await new Promise((later) => setTimeout(later, 150));
    response.end('data: {"n":2}\n\n');
    void request;
  });
  expect(await collect(stream(client(server.url), eventsStream, {}, { timeout: 100 }))).toEqual([{ n: 1 }, { n: 2 }]);
});

test("a refusal and another media type are errors", async () => {
  await using server = await serve(json({ code: "forbidden" }, 403), json({}));
  await expect(collect(stream(client(server.url), eventsStream))).rejects.toThrow(ForbiddenError);
  await expect(collect(stream(client(server.url), eventsStream))).rejects.toThrow(DecodeError);
});

test("a consumer that does not read slows the server down", async () => {
  const chunk = `data: {"n":1,"pad":"${"x".repeat(65_536)}"}\n\n`;
  let written = 0;
  await using server = await serve(async (_, response) => {
    response.writeHead(200, sse);
    const closed = new Promise<void>((go) => response.once("close", go));
    while (written < 1_000 && !response.destroyed) {
      written++;
      if (!response.write(chunk)) await Promise.race([closed, new Promise<void>((go) => response.once("drain", go))]);
    }
    response.end();
  });
  const iterator = stream(client(server.url), eventsStream)[Symbol.asyncIterator]();
  await iterator.next();
  await vi.waitFor(async () => {
    const before = written;
    await new Promise((later) => setTimeout(later, 50));
    expect(written).toBe(before);
  });
  expect(written).toBeLessThan(1_000);
  await iterator.return?.(undefined);
});

test("JSON lines arrive as items; blank lines and record separators do not", async () => {
  await using server = await serve(
    (_, response) =>
      void response.writeHead(200, { "content-type": "application/jsonl" }).end('{"n":1}\n\n\u001e{"n":2}\r\n{"n":3}'),
  );
  expect(await collect(stream(client(server.url), lines))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test("JSON lines that break off are a ConnectionError after what came", async () => {
  await using server = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/jsonl" }).write('{"n":1}\n{"n');
    setImmediate(() => response.destroy());
  });
  const seen: unknown[] = [];
  const iterate = async (): Promise<void> => {
    for await (const item of stream(client(server.url), lines)) seen.push(item);
  };
  await expect(iterate()).rejects.toThrow(ConnectionError);
  expect(seen).toEqual([{ n: 1 }]);
});

test("items are text where the operation says so", async () => {
  await using server = await serve(events(["data: word\n\n"]));
  expect(await collect(stream(client(server.url), { ...eventsStream, reads: "text" }))).toEqual(["word"]);
});

test("raw gives the unread stream", async () => {
  await using server = await serve(events(['data: {"n":1}\n\n']));
  expect(await (await stream(client(server.url), eventsStream).raw()).text()).toBe('data: {"n":1}\n\n');
});
