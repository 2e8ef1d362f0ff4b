import type { Json } from "@parlance/contract";
import { isObject, isScalar } from "../../values/json-kinds.js";
import { valueAt, withValueAt } from "../../values/pointer.js";
import type { Link, OpenOptions, Target } from "../dialect.js";
import { frameOf, textOf } from "../frame.js";
import type { RawSocket, SocketEvents } from "../raw-socket.js";
import type { Recogniser } from "../recogniser.js";
import { broadcastOf, correlationIn, hidesSubscribing, repliesTo, type SocketRules } from "./socket-rules.js";

/** What a connection to a socket knows. */
export interface SocketLinkOptions {
  readonly open: OpenOptions;
  readonly rules: SocketRules;
  readonly recogniser: Recogniser;
  /** A message with what it must have. */
  readonly frame: (message: string) => Json | undefined;
}

/** The answer to a request. */
interface Answer {
  readonly name: string;
  readonly frame: Json;
}

/** A request that is not answered yet. */
interface Waiting {
  readonly message: string;
  /** Undefined: it is told by its place in the row. */
  readonly id: string | number | undefined;
  readonly settle: (reply: Answer | undefined) => void;
}

/** Words by which a message says that something is refused. */
const refusing = /error|refus|reject|denied|fail|unauthori[sz]ed|forbidden/iu;

/** A connection to a socket of anybody. */
export class SocketLink implements Link {
  readonly #options: SocketLinkOptions;
  readonly #targets = new Map<string, Target>();
  #waiting: readonly Waiting[] = [];
  #socket: RawSocket | undefined;
  #isOpened = false;
  #patienceMs: number;

  constructor(options: SocketLinkOptions) {
    this.#options = options;
    this.#patienceMs = options.open.timeoutMs;
  }

  /** Logs in if a message does that; true if the server keeps the connection. */
  async begin(socket: RawSocket, token: string | undefined): Promise<boolean> {
    this.#socket = socket;
    const { rules, open, frame } = this.#options;
    if (rules.token?.in === "message" && token !== undefined) {
      const { message, pointer } = rules.token;
      const login = withValueAt(frame(message) ?? {}, pointer, token) as Json;
      await this.#ask(message, login, withValueAt(login, pointer, "…") as Json);
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
    this.#settleAll();
    this.#socket?.abandon();
  }

  /** Takes a message that came. */
  receive(data: string | Uint8Array): void {
    const { open, rules, recogniser } = this.#options;
    const { by, tell } = open;
    const frame = typeof data === "string" ? frameOf(data) : Buffer.from(data).toString("latin1");
    const expected = this.#waiting.flatMap(({ message }) => repliesTo(rules, message));
    const name = recogniser.recognise(frame, expected);
    const channel = rules.channels.find(({ messages }) => name !== undefined && messages.includes(name));
    const on = channel === undefined ? {} : { channel: channel.name };
    tell({ kind: "received", by, frame, ...on, ...(name !== undefined && { message: name }) });
    if (name === undefined || typeof frame === "string") return;
    this.#acknowledge(name, frame);
    if (this.#answers(name, frame)) return;
    if (this.#isEvent(name)) this.#delivered(name, frame);
  }

  /** Takes the end of the socket. */
  closed({ code, reason, byTester }: Parameters<SocketEvents["onClose"]>[0]): void {
    const { by, tell } = this.#options.open;
    if (this.#isOpened || byTester) tell({ kind: "closed", by, code, reason, cause: byTester ? "tester" : "server" });
    else tell({ kind: "refused", by, code, message: reason || `It was closed with ${code}.` });
    this.#settleAll();
  }

  #delivered(message: string, data: Json): void {
    const { open, rules } = this.#options;
    const channel = rules.channels.find(({ messages }) => messages.includes(message));
    const { subscription, position: at } = rules;
    const key = subscription === undefined ? undefined : valueAt(data, subscription.of);
    const target = [...this.#targets.values()].find(
      ({ values }) => key === undefined || [...values.values()].includes(String(key)),
    );
    const [base = ""] = (target?.address ?? open.at?.address ?? "").split("#");
    const address = isScalar(key) ? `${base}#${String(key)}` : (target?.address ?? base);
    const offset = at === undefined ? undefined : valueAt(data, at);
    open.tell({
      kind: "delivered",
      by: open.by,
      delivered: {
        channel: channel?.name ?? "",
        address,
        message,
        data,
        ...(isScalar(offset) && { position: { offset } }),
      },
    });
  }

  /** True for what is pushed, and not only an answer. */
  #isEvent(message: string): boolean {
    const { operations } = this.#options.rules;
    const isReceived = operations.some((each) => each.action === "receive" && each.messages.includes(message));
    return isReceived || !operations.some(({ reply }) => reply?.messages.includes(message) === true);
  }

  /** Settles the request that a message answers; true if there was one. */
  #answers(name: string, frame: Json): boolean {
    const { rules, open } = this.#options;
    const pointer = correlationIn(rules.messages.find((each) => each.name === name));
    const id = pointer === undefined ? undefined : valueAt(frame, pointer);
    const isReply = rules.operations.some(({ reply }) => reply?.messages.includes(name) === true);
    const waiting = this.#waiting.find(
      (each) =>
        repliesTo(rules, each.message).includes(name) && (each.id === undefined || id === undefined || each.id === id),
    );
    if (isReply && isScalar(id)) open.tell({ kind: "reply", by: open.by, to: id, ok: !refusing.test(name), frame });
    waiting?.settle({ name, frame });
    return waiting !== undefined;
  }

  #acknowledge(name: string, frame: Json): void {
    const { rules, frame: made } = this.#options;
    const { messages = [], id = "", answer = "", of = "" } = rules.acknowledgement ?? {};
    if (!messages.includes(name)) return;
    this.#write(answer, withValueAt(made(answer) ?? {}, of, valueAt(frame, id) ?? null) as Json);
  }

  /** The message with the key of a target. */
  #keyed(message: string | undefined, { values }: Target): Json | undefined {
    const { rules, frame } = this.#options;
    const pointer = rules.subscription?.key;
    const made = message === undefined || pointer === undefined ? undefined : frame(message);
    if (made === undefined || pointer === undefined) return undefined;
    const key = values.get(pointer.split("/").at(-1) ?? "");
    return key === undefined ? made : (withValueAt(made, pointer, key) as Json);
  }

  /** Sends a message and waits for the answer that it has, if it has one. */
  async #ask(message: string, frame: Json, shown = frame): Promise<Answer | undefined> {
    this.#write(message, frame, shown);
    return repliesTo(this.#options.rules, message).length === 0 ? undefined : await this.#answerTo(message, frame);
  }

  #answerTo(message: string, frame: Json): Promise<Answer | undefined> {
    const { rules, open } = this.#options;
    const pointer = correlationIn(rules.messages.find((each) => each.name === message));
    const id = pointer === undefined ? undefined : valueAt(frame, pointer);
    return new Promise((settled) => {
      const waiting: Waiting = {
        message,
        id: isScalar(id) ? id : undefined,
        settle: (reply) => {
          clearTimeout(timer);
          this.#waiting = this.#waiting.filter((each) => each !== waiting);
          settled(reply);
        },
      };
      const timer = setTimeout(() => {
        // Who has left one request without an answer is not waited for so long again.
        this.#patienceMs = open.timeoutMs / 10;
        waiting.settle(undefined);
      }, this.#patienceMs);
      this.#waiting = [...this.#waiting, waiting];
      if (this.#socket?.isOpen !== true) waiting.settle(undefined);
    });
  }

  #write(message: string, frame: Json, shown = frame): void {
    const { open, rules } = this.#options;
    const pointer = correlationIn(rules.messages.find((each) => each.name === message));
    const id = pointer === undefined || !isObject(frame) ? undefined : valueAt(frame, pointer);
    const hasReply = repliesTo(rules, message).length > 0;
    open.tell({ kind: "sent", by: open.by, message, frame: shown, ...(hasReply && isScalar(id) && { id }) });
    this.#socket?.send(textOf(frame, true));
  }

  #settleAll(): void {
    for (const { settle } of this.#waiting) settle(undefined);
  }
}
