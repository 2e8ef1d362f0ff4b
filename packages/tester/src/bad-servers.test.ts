import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer as createHttp, type RequestListener, request as forward } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTls } from "node:tls";
import { readContract } from "@parlance/contract";
import { describe, expect, test } from "vitest";
import { emptyProfile, type Profile } from "./profile/profile.js";
import { readProfile } from "./profile/read-profile.js";
import { HttpClient } from "./run/http-client.js";
import type { Run } from "./run/run.js";
import { testContract } from "./test-contract.js";
import { contractOf } from "./testing/contract-of.js";
import { notesDocument } from "./testing/notes-document.js";
import { startNotes, tokens } from "./testing/notes-server.js";

const contract = await contractOf({ openapi: { "notes.yaml": notesDocument } });
const profile: Profile = { ...emptyProfile, credentials: { valid: { bearer: tokens.valid } } };

/** A server that does what it should not, on a port of its own. */
interface BadServer extends AsyncDisposable {
  readonly port: number;
  /** Bytes that clients have taken from it. */
  readonly taken: () => number;
}

async function start(server: Server): Promise<BadServer> {
  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => {
    sockets.push(socket.on("error", () => undefined));
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as AddressInfo).port,
    taken: () => sockets.reduce((bytes, socket) => bytes + socket.bytesWritten - socket.writableLength, 0),
    [Symbol.asyncDispose]: () =>
      new Promise<void>((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => closed());
      }),
  };
}

function answering(listener: RequestListener): Promise<BadServer> {
  return start(createHttp(listener));
}

/** Tries a server that never does what it should; tells how long that took, too. */
async function tried({ port }: BadServer, scheme = "http"): Promise<Run> {
  return await testContract({ contract, profile, url: `${scheme}://127.0.0.1:${port}`, timeoutMs: 300, settleMs: 5 });
}

/** Writes without end, as fast as it is read. */
const endless: RequestListener = (_request, response) => {
  const piece = Buffer.alloc(65_536, "x");
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.writeHead(200, { "Content-Type": "application/json" }).on("drain", more);
  more();
};

describe("A server of which nothing can be told makes the run invalid, soon", () => {
  const servers: readonly (readonly [string, string, () => Promise<BadServer>, string])[] = [
    ["that never answers", "http", () => start(createTcp()), "No whole answer came in time."],
    ["that closes every connection", "http", () => start(createTcp((socket) => socket.destroy())), "closed"],
    [
      "that speaks no HTTP",
      "http",
      () => start(createTcp((socket) => socket.end("SSH-2.0-server\r\n"))),
      "notes.list: ",
    ],
    [
      "that has no TLS",
      "https",
      () => start(createTcp((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n"))),
      "notes.list: ",
    ],
    ["whose TLS cannot be agreed on", "https", () => start(createTls({})), "notes.list: "],
    ["that sends headers without end", "http", () => start(createTcp(headersWithoutEnd)), "notes.list: "],
    ["that never ends its answer", "http", () => answering(dripping), "No whole answer came in time."],
    ["that sends everybody elsewhere", "http", () => answering(redirecting), "notes.list: 302"],
  ];

  test.each(servers)("one %s", async (_what, scheme, server, told) => {
    await using bad = await server();
    const { verdict, reason, elapsedMs } = await tried(bad, scheme);
    expect(verdict).toBe("invalid");
    expect(reason).toContain(told);
    expect(elapsedMs).toBeLessThan(5000);
  });

  test("one that is not there", async () => {
    const gone = await start(createTcp());
    await gone[Symbol.asyncDispose]();
    const { verdict, reason } = await tried(gone);
    expect(verdict).toBe("invalid");
    expect(reason).toContain("The connection was refused.");
  });

  test("one that answers gigabytes, of which little is taken", async () => {
    await using bad = await answering(endless);
    const run = await testContract({ contract, profile, url: `http://127.0.0.1:${bad.port}` });
    expect(run.verdict).toBe("invalid");
    expect(run.reason).toContain("more than 8388608 bytes");
    expect(bad.taken()).toBeLessThan(64 * 1024 * 1024);
  });
});

describe("A body without end", () => {
  test("is read no further than it may be long", async () => {
    await using bad = await answering(endless);
    const client = new HttpClient(new URL(`http://127.0.0.1:${bad.port}`), { bodyBytes: 100_000 });
    const outcome = await client.send({ method: "GET", target: "/", headers: [], secrets: [] });
    await client.close();
    expect(outcome).toMatchObject({ kind: "none", reason: "tooLarge" });
    expect(bad.taken()).toBeLessThan(16 * 1024 * 1024);
  });
});

describe("An answer that nests deep", () => {
  const document = `
openapi: 3.1.0
info: { title: Trees, version: 1.0.0 }
paths:
  /trees:
    get:
      operationId: trees.list
      responses:
        "200": { description: All., content: { application/json: { schema: { $ref: "#/components/schemas/Tree" } } } }
components: { schemas: { Tree: { type: array, items: { $ref: "#/components/schemas/Tree" } } } }
`;

  test.each([
    [500, "body-schema"],
    [100_000, "json-readable"],
  ])("is a finding with %d levels, and no end of the tester", async (levels, check) => {
    const trees = await contractOf({ openapi: { "trees.yaml": document } });
    await using bad = await answering((_request, response) => {
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(`${"[".repeat(levels)}"no tree"${"]".repeat(levels)}`);
    });
    const run = await testContract({ contract: trees, profile: emptyProfile, url: `http://127.0.0.1:${bad.port}` });
    expect(run.verdict).toBe("failed");
    expect(run.findings.map((each) => each.check)).toContain(check);
  });
});

describe("A server that goes wrong on the way", () => {
  test("is not passed when it dies in the middle", async () => {
    await using notes = await startNotes();
    let left = 60;
    const server = createHttp((request, response) => {
      left -= 1;
      if (left <= 0) {
        server.close();
        server.closeAllConnections();
        return;
      }
      const { method, url, headers } = request;
      const onward = forward(new URL(url ?? "/", notes.url), { method: method ?? "GET", headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward.on("error", () => response.destroy()));
    });
    await using dying = await start(server);
    const { verdict, findings } = await tried(dying);
    expect(verdict).toBe("failed");
    expect(findings.map(({ check }) => check)).toContain("answer-whole");
  });

  test("is not passed when all but its list hangs, and the run ends in time", async () => {
    await using bad = await answering((request, response) => {
      if (request.method !== "GET" || request.url?.startsWith("/notes/") === true) return;
      response.writeHead(200, { "Content-Type": "application/json", "Request-Id": "req_1" });
      response.end('{"items":[],"next":null}');
    });
    const url = `http://127.0.0.1:${bad.port}`;
    const run = await testContract({ contract, profile, url, timeoutMs: 300, settleMs: 5, seconds: 8 });
    expect(run.verdict).toBe("failed");
    expect(run.elapsedMs).toBeLessThan(30_000);
  });
});

describe("What cannot be used is refused before anything is sent", () => {
  test("a profile with a field that there is not", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "parlance-")), "profile.yaml");
    writeFileSync(file, "credentials: { valid: { bearer: a } }\nskipp: [notes.delete]\n");
    await expect(readProfile(file, {})).rejects.toMatchObject({
      code: "profile-invalid",
      message: expect.stringContaining("skipp"),
    });
  });

  test("an empty document, and one without operations", async () => {
    const empty = await readContract({ openapi: ["empty.yaml"], texts: { "empty.yaml": "" } });
    expect(empty.contract?.operations ?? []).toEqual([]);
    expect(empty.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    const text = "openapi: 3.1.0\ninfo: { title: None, version: 1.0.0 }\npaths: {}\n";
    const none = await contractOf({ openapi: { "none.yaml": text } });
    const url = "http://127.0.0.1:1";
    await expect(testContract({ contract: none, url })).rejects.toMatchObject({
      code: "nothing-to-test",
    });
  });
});

/** One header after the other, for ever. */
function headersWithoutEnd(socket: Socket): void {
  socket.write("HTTP/1.1 200 OK\r\n");
  const line = `X-More: ${"x".repeat(1000)}\r\n`;
  const more = () => {
    while (!socket.destroyed && socket.write(line));
  };
  socket.on("drain", more);
  more();
}

/** A byte each time that the last one was sent, but never the last. */
function dripping(_request: unknown, response: Parameters<RequestListener>[1]): void {
  response.writeHead(200, { "Content-Type": "application/json" });
  const drop = () => {
    if (!response.destroyed) response.write(" ", () => setTimeout(drop, 20));
  };
  drop();
}

function redirecting(_request: unknown, response: Parameters<RequestListener>[1]): void {
  response.writeHead(302, { Location: "/elsewhere" }).end();
}
