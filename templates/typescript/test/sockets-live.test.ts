import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Socket, SocketShape, Sockets, SocketsOptions } from "@parlance/runtime/sockets";
import { expect, onTestFinished, test } from "vitest";
import { WebSocketServer } from "ws";
import { typescript } from "../src/typescript.js";
import { writeProject } from "./compile.js";
import { print } from "./generate.js";

const document = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
channels:
  market:
    address: /market/{symbol}
    bindings: { ws: { query: { type: object, properties: { top_of_book: { type: boolean } } } } }
    x-parlance-token: { in: query, name: access }
    x-parlance-resume: { position: /seq, query: since }
    messages:
      tick: { payload: { type: object, required: [type, seq], properties: { type: { const: tick }, seq: { type: integer } } } }
      ask: { payload: { type: object, properties: { id: { type: string } } }, correlationId: { location: $message.payload#/id } }
      told: { payload: { type: object, required: [told, id], properties: { told: { type: integer }, id: { type: string } } }, correlationId: { location: $message.payload#/id } }
operations:
  ask:
    action: send
    channel: { $ref: '#/channels/market' }
    messages: [{ $ref: '#/channels/market/messages/ask' }]
    reply: { channel: { $ref: '#/channels/market' }, messages: [{ $ref: '#/channels/market/messages/told' }] }
`;

interface Market extends SocketShape {
  readonly receives: { readonly tick: { readonly seq: number } };
  readonly sends: { readonly ask: object };
  readonly replies: { readonly ask: "told" };
}

/** The generated module, as far as this test uses it. */
interface Generated {
  readonly AcmeSockets: new (
    options: SocketsOptions,
  ) => Sockets & { market(parameters: { readonly symbol: string; readonly top_of_book: boolean }): Socket<Market> };
}

test(
  "a generated client opens, asks, is told, comes back and resumes at a real server",
  { timeout: 20_000 },
  async () => {
    const { files } = await print(typescript, document);
    const folder = await writeProject("sockets-live", files);
    const { AcmeSockets } = (await import(join(folder, "src/sockets.gen.ts"))) as Generated;
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    const addresses: (string | undefined)[] = [];
    server.on("connection", (socket, request) => {
      addresses.push(request.url);
      socket.on("message", (data) => {
        const { id } = JSON.parse(String(data)) as { readonly id: string };
        socket.send(JSON.stringify({ told: 42, id }));
        socket.send(
          JSON.stringify({ type: "tick", seq: addresses.length }),
          () => addresses.length === 1 && socket.terminate(),
        );
      });
    });
    await once(server, "listening");
    const acme = new AcmeSockets({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, token: () => "t" });
    onTestFinished(() => {
      acme.close();
      server.close();
    });
    const market = acme.market({ symbol: "btc/usd", top_of_book: true });
    const ticks = market.messages();
    const lost = new Promise<void>((resolve) => {
      market.on("state", ({ status }) => status === "waiting" && resolve());
    });
    expect(await market.request("ask", {})).toEqual({ name: "told", payload: { told: 42, id: "1" } });
    expect(await ticks.next()).toMatchObject({ value: { name: "told" } });
    expect(await ticks.next()).toMatchObject({ value: { name: "tick", payload: { seq: 1 } } });
    await lost;
    expect(await market.request("ask", {})).toMatchObject({ payload: { id: "2" } });
    expect(addresses).toEqual([
      "/market/btc%2Fusd?top_of_book=true&access=t",
      "/market/btc%2Fusd?top_of_book=true&access=t&since=1",
    ]);
  },
);
