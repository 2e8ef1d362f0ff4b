import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { typescript } from "../src/typescript.js";
import { compile, writeProject } from "./compile.js";
import { options, print, read } from "./generate.js";

const market = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
servers: { main: { host: acme.example, pathname: /v1, protocol: wss } }
channels:
  market:
    address: /market/{symbol}
    parameters: { symbol: { enum: [btcusd, ethusd] } }
    bindings: { ws: { query: { type: object, properties: { top_of_book: { type: boolean } } } } }
    messages:
      tick: { payload: { type: object, required: [type, price], properties: { type: { const: tick }, price: { type: number } } } }
      ping: { payload: { type: object, required: [event], properties: { event: { const: ping }, id: { type: integer } } }, correlationId: { location: $message.payload#/id } }
      pong: { payload: { type: object, required: [event], properties: { event: { const: pong }, id: { type: integer } } }, correlationId: { location: $message.payload#/id } }
  plain: { address: /plain }
operations:
  onTick: { action: receive, channel: { $ref: '#/channels/market' }, messages: [{ $ref: '#/channels/market/messages/tick' }] }
  ping:
    action: send
    channel: { $ref: '#/channels/market' }
    messages: [{ $ref: '#/channels/market/messages/ping' }]
    reply: { channel: { $ref: '#/channels/market' }, messages: [{ $ref: '#/channels/market/messages/pong' }] }
`;

const program = `
import { AcmeSockets, type MarketShape, type Socket } from "./src/sockets.gen.js";

export async function use(): Promise<void> {
  const acme = new AcmeSockets({ heartbeat: { intervalMs: 30_000, timeoutMs: 5_000 } });
  const market: Socket<MarketShape> = acme.market(
    { symbol: "btcusd", top_of_book: true },
    { restore: (socket) => socket.send("ping", { event: "ping" }) },
  );
  for await (const message of market.messages()) {
    if (message.name === "tick") message.payload.price.toFixed(2);
    if (message.name === "unknown") message.payload satisfies unknown;
  }
  const pong = await market.request("ping", { event: "ping", id: 1 });
  pong.name satisfies "pong";
  pong.payload.event satisfies "pong";
  acme.plain().close();
  // @ts-expect-error There is no such symbol.
  acme.market({ symbol: "doge" });
  // @ts-expect-error The document does not let a client send it.
  await market.send("tick", { type: "tick", price: 1 });
  // @ts-expect-error Nothing is answered with a tick.
  await market.request("tick", {});
  // @ts-expect-error The payload is another.
  await market.send("ping", { event: "pong" });
  // @ts-expect-error The document says nothing of subscriptions.
  market.subscribe({});
}
`;

test("an application gets typed addresses, messages, sends and requests", { timeout: 60_000 }, async () => {
  const { files, diagnostics } = await print(typescript, market);
  expect(diagnostics).toEqual([]);
  const folder = await writeProject("sockets", [...files, { path: "program.ts", text: program }]);
  expect(await compile("sockets", [folder])).toBe("");
});

test("the package has an entry for them that reaches neither REST nor realtime", async () => {
  const { files } = await print(typescript, market);
  const manifest = JSON.parse(files.find(({ path }) => path === "package.json")?.text ?? "") as {
    readonly exports: object;
  };
  expect(Object.keys(manifest.exports)).toContain("./sockets");
  const sockets = files.filter(({ path }) => /^src\/sockets.*\.gen\.ts$/u.test(path));
  const imports = sockets.flatMap(({ text }) =>
    [...text.matchAll(/^(?:import|export) (?!type\b).*? from "([^"]+)"/gmsu)].map((match) => match[1] ?? ""),
  );
  expect(new Set(imports)).toEqual(
    new Set([
      "./sockets-client.gen.js",
      "./sockets/market.gen.js",
      "./sockets/plain.gen.js",
      "@parlance/runtime/codegen/sockets/v1",
    ]),
  );
});

test("the README shows them, and what it shows compiles", { timeout: 60_000 }, async () => {
  const { files } = await print(typescript, market);
  const readme = files.find(({ path }) => path === "README.md")?.text ?? "";
  const code = readme.match(/## Sockets\n[\s\S]*?```ts\n([\s\S]*?)```/u)?.[1] ?? "";
  expect(code).toContain(`sockets.market({ symbol: "btcusd" })`);
  expect(readme).not.toContain("## Use");
  const text = code.replace(`"@acme/sdk/sockets"`, `"./src/sockets.gen.js"`);
  const folder = await writeProject("sockets-readme", [...files, { path: "program.ts", text }]);
  expect(await compile("sockets-readme", [folder])).toBe("");
});

/** Names that a language has its own ideas about, wherever a document can put them. */
const hostile = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
channels:
  constructor:
    address: "a/{__proto__}/{$$}/\\"\`\${x}"
    summary: No end */ here.
    messages:
      __proto__: { payload: { type: object, properties: { "a/b": { const: "*/" } } } }
      Socket: { payload: { $ref: "#/components/schemas/Socket" } }
  open: { address: open }
  on: { address: on }
components:
  schemas:
    Socket: { type: object, required: [type], properties: { type: { const: "\${x}" } } }
    ConstructorSends: { type: string }
`;

test("names that the language would change reach the types as the wire has them", { timeout: 60_000 }, async () => {
  const { files } = await print(typescript, hostile);
  const use = `import { AcmeSockets } from "./src/sockets.gen.js";
export function use(acme: AcmeSockets): void {
  void acme.constructorSocket({ pathProto: "p", $$: "d", x: "x" }).send("Socket", { type: "\${x}" });
  acme.openSocket();
  acme.onSocket();
}
`;
  const folder = await writeProject("sockets-hostile", [...files, { path: "program.ts", text: use }]);
  expect(await compile("sockets-hostile", [folder])).toBe("");
});

const corpus = fileURLToPath(new URL("../../../../shared/corpus/asyncapi/", import.meta.url));
const documents = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((each) => /\.(?:json|ya?ml)$/u.test(each))
  : [];

/** What a pack may say of channels. */
const known = new Set(["channel-protocol-unsupported", "channel-address-unknown", "perspective-assumed"]);

describe.runIf(documents.length > 0)("others' documents", () => {
  test("become SDKs that compile, with a word on every channel that is no socket", { timeout: 120_000 }, async () => {
    const folders: string[] = [];
    let sockets = 0;
    for (const document of documents.toSorted()) {
      const { contract } = await read(join(corpus, document));
      // What cannot be read is refused before it comes to printing; docs/corpus.md lists those documents.
      if (contract === undefined) continue;
      const { files, diagnostics } = await typescript.print(contract, options);
      const unexpected = diagnostics.filter(({ code }) => !known.has(code));
      expect(unexpected).toEqual([]);
      const printed = files.filter(({ path }) => path.startsWith("src/sockets/")).length;
      expect(printed + diagnostics.length > 0).toBe(contract.channels.length > 0);
      sockets += printed;
      folders.push(await writeProject(`asyncapi-${basename(document).replaceAll(/[^\w.]+/gu, "-")}`, files));
    }
    expect([folders.length > 10, sockets > 10]).toEqual([true, true]);
    expect(await compile("asyncapi-corpus", folders)).toBe("");
  });
});
