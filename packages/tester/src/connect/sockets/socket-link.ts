import type { Json } from "@parlance/contract";
import { valueAt, withValueAt } from "../../values/pointer.js";
import type { Link, OpenOptions, Target } from "../dialect.js";
import { frameOf, textOf } from "../frame.js";
import type { RawSocket, SocketEvents } from "../raw-socket.js";
import type { Recogniser } from "../recogniser.js";
import { deliveryOf } from "./socket-delivery.js";
import { type SocketAnswer, SocketRequests } from "./socket-requests.js";
import {
  broadcastOf,
  correlationOf,
  hidesSubscribing,
  isEvent,
  isReply,
  keyName,
  repliesTo,
  type SocketRules,
} from "./socket-rules.js";

/** What a connection to a socket knows. */
export interface SocketLinkOptions {
  readonly open: OpenOptions;
  readonly rules: SocketRules;
  readonly recogniser: Recogniser;
  /** A message with what it must have. */
  readonly frame: (message: string) => Json | undefined;
}

/** Words by which a message says that something is refused. */
const refusing = /error|refus|reject|denied|fail|unauthori[sz]ed|forbidden/iu;

/** A connection to a socket of anybody. */
export class SocketLink implements Link {
  readonly #options: SocketLinkOptions;
  readonly #targets = new Map<string, Target>();
  readonly #requests: SocketRequests;
  #socket: RawSocket | undefined;
  #isOpened = false;

  constructor(options: SocketLinkOptions) {
    this.#options = options;
    this.#requests = new SocketRequests(options.rules, options.open.timeoutMs);
  }

  /** Logs in if a message does that; true if the server keeps the connection. */
  async begin(socket: RawSocket, token: string | undefined): Promise<boolean> {
    this.#socket = socket;
    const { rules, open, frame } = this.#options;
    if (rules.token?.in === "message" && token !== undefined) {
      const { message, pointer } = rules.token;
      const login = withValueAt(frame(message) ?? {}, pointer, token);
      await this.#ask(message, login, withValueAt(login, pointer, "…"));
    }
    // Who is not let in is often told so only behind the handshake.
    await socket.roundTrip(open.timeoutMs);
    if (!socket.isOpen) return false;
    this.#isOpened = true;
    open.tell({ kind: "opened", by: open.by });
    return true;
  }

  async subscribe(target: Target): Promise<void> {
    const { rules, open } = this.#options;
    this.#targets.set(target.address, target);
    const told = { by: open.by, channel: target.channel.name, address: target.address };
    const frame = this.#keyed(rules.subscription?.subscribe, target);
    if (hidesSubscribing(rules)) return;
    if (rules.subscription === undefined || frame === undefined)
      return open.tell({ kind: "subscription", ...told, told: { kind: "held" } });
    const { subscribe } = rules.subscription;
    const hasReply = repliesTo(rules, subscribe).length > 0;
    const reply = await this.#ask(subscribe, frame);
    if (!hasReply) {
      await this.#socket?.roundTrip(open.timeoutMs);
      return open.tell({ kind: "subscription", ...told, told: { kind: "held", assumed: true } });
    }
    if (reply === undefined) return;
    const isRefused = refusing.test(reply.name);
    const message = JSON.stringify(reply.frame);
    open.tell({ kind: "subscription", ...told, told: isRefused ? { kind: "refused", message } : { kind: "held" } });
  }

  async unsubscribe(target: Target): Promise<void> {
    const name = this.#options.rules.subscription?.unsubscribe;
    const frame = this.#keyed(name, target);
    if (name === undefined || frame === undefined) return;
    await this.#ask(name, frame);
    await this.#socket?.roundTrip(this.#options.open.timeoutMs);
  }

  async publish(_target: Target, data: Json): Promise<void> {
    const message = broadcastOf(this.#options.rules);
    if (message !== undefined) await this.#ask(message, data);
  }

  /** Members are nothing that documents of sockets tell. */
  presence(): Promise<void> {
    return Promise.resolve();
  }

  async send(frame: Json | string, message?: string): Promise<void> {
    if (message !== undefined && typeof frame !== "string") return void (await this.#ask(message, frame));
    this.#options.open.tell({ kind: "sent", by: this.#options.open.by, frame });
    this.#socket?.send(textOf(frame, true));
  }

  async close(): Promise<void> {
    await this.#socket?.close();
  }

  abandon(): void {
    this.#requests.settleAll();
    this.#socket?.abandon();
  }

  /** Takes a message that came. */
  receive(data: string | Uint8Array): void {
    const { open, rules, recogniser } = this.#options;
    const { by, tell } = open;
    const frame = typeof data === "string" ? frameOf(data) : Buffer.from(data).toString("latin1");
    const name = recogniser.recognise(frame, this.#requests.expected);
    const channel = rules.channels.find(({ messages }) => name !== undefined && messages.includes(name));
    const on = channel === undefined ? {} : { channel: channel.name };
    tell({ kind: "received", by, frame, ...on, ...(name !== undefined && { message: name }) });
    if (name === undefined || typeof frame === "string") return;
    this.#acknowledge(name, frame);
    if (this.#answers(name, frame) || !isEvent(rules, name)) return;
    const targets = [...this.#targets.values()];
    const delivered = deliveryOf(rules, { message: name, data: frame, targets, at: open.at?.address });
    tell({ kind: "delivered", by, delivered });
  }

  /** Takes the end of the socket. */
  closed({ code, reason, byTester }: Parameters<SocketEvents["onClose"]>[0]): void {
    const { by, tell } = this.#options.open;
    if (this.#isOpened || byTester) tell({ kind: "closed", by, code, reason, cause: byTester ? "tester" : "server" });
    else tell({ kind: "refused", by, code, message: reason || `It was closed with ${code}.` });
    this.#requests.settleAll();
  }

  /** Settles the request that a message answers; true if there was one. */
  #answers(name: string, frame: Json): boolean {
    const { rules, open } = this.#options;
    const id = correlationOf(rules, name, frame);
    if (isReply(rules, name) && id !== undefined)
      open.tell({ kind: "reply", by: open.by, to: id, ok: !refusing.test(name), frame });
    return this.#requests.settle({ name, frame });
  }

  #acknowledge(name: string, frame: Json): void {
    const { rules, frame: made } = this.#options;
    const { messages = [], id = "", answer = "", of = "" } = rules.acknowledgement ?? {};
    if (!messages.includes(name)) return;
    this.#write(answer, withValueAt(made(answer) ?? {}, of, valueAt(frame, id) ?? null));
  }

  /** The message with the key of a target. */
  #keyed(message: string | undefined, { values }: Target): Json | undefined {
    const { rules, frame } = this.#options;
    const pointer = rules.subscription?.key;
    const made = message === undefined || pointer === undefined ? undefined : frame(message);
    if (made === undefined || pointer === undefined) return undefined;
    const key = values.get(keyName(pointer));
    return key === undefined ? made : withValueAt(made, pointer, key);
  }

  /** Sends a message and waits for the answer that it has, if it has one and can still come. */
  async #ask(message: string, frame: Json, shown = frame): Promise<SocketAnswer | undefined> {
    this.#write(message, frame, shown);
    if (repliesTo(this.#options.rules, message).length === 0 || this.#socket?.isOpen !== true) return undefined;
    return await this.#requests.answerTo(message, frame);
  }

  #write(message: string, frame: Json, shown = frame): void {
    const { open, rules } = this.#options;
    const id = repliesTo(rules, message).length > 0 ? correlationOf(rules, message, frame) : undefined;
    open.tell({ kind: "sent", by: open.by, message, frame: shown, ...(id !== undefined && { id }) });
    this.#socket?.send(textOf(frame, true));
  }
}
