import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { BoardFault } from "./board-faults.js";
import { BoardTalk, type Client } from "./board-talk.js";

/** Tokens of the board and whose they are. */
export const boardTokens = {
  valid: "board-token-of-one-123456",
  otherTenant: "board-token-of-two-123456",
  unscoped: "board-token-to-nothing-12",
  expired: "board-token-of-yesterday-1",
};

/** A card, as it is shown. */
interface Card {
  readonly id: string;
  readonly text: string;
  readonly revision: number;
}

/** A running board. */
export interface BoardServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a board on loopback, with the faults that are wished for. */
export async function startBoard(...faults: readonly BoardFault[]): Promise<BoardServer> {
  const board = new Board((fault) => faults.includes(fault));
  const server = createServer((request, response) => {
    board.answer(request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const tenant = board.tenantOf(request);
    if (tenant === undefined) return void socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
    sockets.handleUpgrade(request, socket, head, (open: WebSocket) => board.talk.add(open, tenant));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((closed) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

class Board {
  readonly talk: BoardTalk;
  readonly #has: (fault: BoardFault) => boolean;
  readonly #cards = new Map<string, Card & { readonly tenant: string }>();
  #made = 0;

  constructor(has: (fault: BoardFault) => boolean) {
    this.#has = has;
    this.talk = new BoardTalk(has);
  }

  /** Whose the credential is; undefined: nobody's. */
  tenantOf({ headers }: IncomingMessage): Client["tenant"] | undefined {
    const [, token] = /^Bearer (.+)$/u.exec(headers.authorization ?? "") ?? [];
    if (token === boardTokens.valid || this.#has("any credential taken")) return "one";
    if (token === boardTokens.otherTenant) return "two";
    if (token === boardTokens.unscoped) return "nobody";
    if (token === boardTokens.expired && this.#has("expired credential taken")) return "one";
    return token?.startsWith("board-token-o") === true && this.#has("forged credential taken") ? "one" : undefined;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const tenant = this.tenantOf(request);
    const [, collection, id] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
    if (tenant === undefined || tenant === "nobody")
      return void response.writeHead(tenant === undefined ? 401 : 403, { "WWW-Authenticate": "Bearer" }).end();
    if (collection !== "cards") return void response.writeHead(404).end();
    const allowed = id === undefined ? ["GET", "POST"] : ["GET", "PATCH", "DELETE"];
    if (!allowed.includes(request.method ?? ""))
      return void response.writeHead(405, { Allow: allowed.join(", ") }).end();
    const text = textIn(Buffer.concat(chunks).toString());
    if (id === undefined) return this.#all(request.method, tenant, text, response);
    const card = this.#cards.get(id);
    if (card === undefined || card.tenant !== tenant) return void response.writeHead(404).end();
    this.#one(request.method, card, text, response);
  }

  #all(method: string | undefined, tenant: "one" | "two", text: string | undefined, response: ServerResponse): void {
    if (method === "GET")
      return send(response, 200, [...this.#cards.values()].filter((each) => each.tenant === tenant).map(shown));
    if (text === undefined) return this.#refuse(response);
    const card = { id: `card_${Date.now().toString(36)}${(this.#made += 1)}`, text, revision: 1, tenant };
    this.#cards.set(card.id, card);
    this.#tell(card, "created");
    send(response, 201, shown(card), { Location: `/cards/${card.id}` });
  }

  #one(
    method: string | undefined,
    card: Card & { tenant: string },
    text: string | undefined,
    response: ServerResponse,
  ): void {
    if (method === "GET") return send(response, 200, shown(card));
    if (method === "DELETE") {
      this.#cards.delete(card.id);
      this.talk.tell(card.tenant, { type: "card.deleted", topic: "cards", id: card.id });
      return void response.writeHead(204).end();
    }
    if (text === undefined) return this.#refuse(response, card);
    const changed = { ...card, text, revision: card.revision + 1 };
    this.#cards.set(card.id, changed);
    this.#tell(this.#has("event with old data") ? card : changed, "updated");
    send(response, 200, shown(changed));
  }

  #refuse(response: ServerResponse, card?: Card & { tenant: string }): void {
    if (card !== undefined && this.#has("refused change told")) this.#tell({ ...card, revision: 0 }, "updated");
    response.writeHead(400).end();
  }

  #tell(card: Card & { tenant: string }, what: "created" | "updated"): void {
    if (what === "updated" && this.#has("event missing")) return;
    const { text: _text, ...rest } = shown(card);
    const data = this.#has("event without a member") ? rest : shown(card);
    const type = what === "created" && this.#has("event of another type") ? "card.made" : `card.${what}`;
    const times = what === "created" && this.#has("event twice") ? 2 : 1;
    const tell = () => this.talk.tell(card.tenant, { type, topic: "cards", card: data });
    for (let time = 0; time < times; time += 1) tell();
    if (what === "created" && this.#has("event again a moment later")) setTimeout(tell, 100);
  }
}

function shown({ id, text, revision }: Card): Card {
  return { id, text, revision };
}

/** The text of a new card or a changed one, if the body is one. */
function textIn(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== "object" || value === null || Object.keys(value).some((name) => name !== "text"))
      return undefined;
    const { text } = value as { readonly text?: unknown };
    return typeof text === "string" && text.length > 0 && [...text].length <= 60 ? text : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}
