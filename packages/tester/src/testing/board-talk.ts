import type { WebSocket } from "ws";
import type { BoardFault } from "./board-faults.js";

/** Who is connected. */
export interface Client {
  readonly socket: WebSocket;
  readonly tenant: "one" | "two" | "nobody";
  readonly topics: Set<string>;
}

type Message = Readonly<Record<string, unknown>>;

/** The socket of the board: who is there, and what is said to whom. */
export class BoardTalk {
  readonly #has: (fault: BoardFault) => boolean;
  readonly #clients = new Set<Client>();
  #said = 0;
  #held: { readonly client: Client; readonly message: Message } | undefined;

  constructor(has: (fault: BoardFault) => boolean) {
    this.#has = has;
  }

  /** Takes a client in. */
  add(socket: WebSocket, tenant: Client["tenant"]): void {
    const client: Client = { socket, tenant, topics: new Set() };
    this.#clients.add(client);
    socket.on("close", () => this.#clients.delete(client));
    socket.on("error", () => socket.terminate());
    socket.on("message", (data: Buffer) => this.#hear(client, data.toString()));
  }

  /** Tells a message to those of a tenant who have joined its topic. */
  tell(tenant: string, message: Message): void {
    for (const client of this.#clients) {
      const isTheirs = client.tenant === tenant || client.tenant === "nobody" || this.#has("other tenant told");
      const isJoined = client.topics.has(String(message["topic"]));
      if (isTheirs && isJoined) send(client, message);
    }
  }

  #hear(client: Client, text: string): void {
    const message = parse(text);
    switch (message?.["type"]) {
      case "join":
        return this.#join(client, String(message["topic"]));
      case "part":
        return void (this.#has("parted and told") || client.topics.delete(String(message["topic"])));
      case "said":
        return this.#say(client, message);
      case "ask":
        return this.#answer(client, message);
      case "ping":
        return this.#has("ping unanswered") ? undefined : send(client, { type: "pong" });
      default:
        if (this.#has("nonsense breaks")) client.socket.terminate();
    }
  }

  #join(client: Client, topic: string): void {
    const isRefused = client.tenant === "nobody" && !this.#has("scope ignored");
    if (!isRefused || this.#has("refused and told")) client.topics.add(topic);
    if (this.#has("any topic told")) for (const each of ["cards", "talk"]) client.topics.add(each);
    send(client, isRefused ? { type: "refused", why: "You may not." } : { type: "joined", topic });
  }

  #say(client: Client, message: Message): void {
    this.#said += 1;
    if (this.#has("talk lost") && this.#said % 3 === 0) return;
    if (this.#has("talk in disorder") && this.#held === undefined && this.#said % 3 === 1) {
      this.#held = { client, message };
      return;
    }
    this.tell(client.tenant, message);
    if (this.#has("talk doubled")) this.tell(client.tenant, message);
    if (this.#held !== undefined) this.tell(this.#held.client.tenant, this.#held.message);
    this.#held = undefined;
  }

  #answer(client: Client, { id }: Message): void {
    if (this.#has("no answer")) return;
    const answer = { type: "answer", id: this.#has("answer to another") ? Number(id) + 1 : id, text: "Yes." };
    send(client, answer);
    if (this.#has("answered twice")) send(client, answer);
  }
}

function send({ socket }: Client, message: Message): void {
  socket.send(JSON.stringify(message));
}

function parse(text: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}
