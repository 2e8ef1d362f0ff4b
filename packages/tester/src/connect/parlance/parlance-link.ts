import { randomUUID } from "node:crypto";
import type { Json, JsonObject } from "@parlance/contract";
import type { HelloFrame, SubscribeFrame, Subscription } from "@parlance/protocol";
import { isObject } from "../../values/json-kinds.js";
import type { Link, OpenOptions, Target } from "../dialect.js";
import { frameOf } from "../frame.js";
import type { RawSocket, SocketEvents } from "../raw-socket.js";
import { FrameReader } from "./frame-reader.js";
import { Requests } from "./requests.js";
import { forgedMemory, type SessionMemory, sinceOf } from "./session-memory.js";
import type { Vocabulary } from "./vocabulary.js";
import { withoutSecrets } from "./without-secrets.js";

/** Messages before the end of a channel that a subscription from its start asks for. */
const rewind = { count: 1000 };

/** A session of the Parlance protocol over one socket. */
export class ParlanceLink implements Link {
  readonly #vocabulary: Vocabulary;
  readonly #options: OpenOptions;
  readonly #reader: FrameReader;
  readonly #requests: Requests;
  readonly #instance: string;
  readonly #before: SessionMemory | undefined;
  /** What is subscribed to, by address. */
  readonly #targets = new Map<string, Target>();
  #socket: RawSocket | undefined;
  #session: string | undefined;
  #isAccepted = false;
  #isAnnounced = false;

  constructor(vocabulary: Vocabulary, options: OpenOptions) {
    this.#vocabulary = vocabulary;
    this.#options = options;
    this.#requests = new Requests(options);
    const before = memoryOf(options.resume);
    this.#before = before;
    this.#instance = before?.instance ?? randomUUID();
    this.#reader = new FrameReader({
      by: options.by,
      vocabulary,
      tell: options.tell,
      targets: this.#targets,
      ...(before !== undefined && { positions: before.positions }),
    });
  }

  /** What the next session can go on from. */
  get memory(): SessionMemory {
    return {
      instance: this.#instance,
      session: this.#session,
      targets: this.#targets,
      positions: this.#reader.positions,
    };
  }

  /** Says hello over an open socket; true once the server has accepted it. */
  async begin(socket: RawSocket): Promise<boolean> {
    this.#socket = socket;
    this.#requests.begin(socket);
    const { credential, forged } = this.#options;
    const before = this.#before !== undefined && forged === true ? forgedMemory(this.#before) : this.#before;
    const token = this.#vocabulary.token(credential);
    const hello: HelloFrame = {
      type: "hello",
      id: this.#requests.next(),
      version: 1,
      client: { name: "parlance-test", version: "1" },
      instance: this.#instance,
      ...(token !== undefined && { token }),
      ...(before?.session !== undefined && { resume: { session: before.session } }),
      ...(before !== undefined && { subscriptions: this.#takenOver(before) }),
    };
    const answer = await this.#requests.ask(hello, "hello");
    if (this.#isAccepted) return true;
    if (answer === undefined) this.#refused("No answer to hello came in time.");
    socket.abandon();
    return false;
  }

  async subscribe(target: Target, { from }: { readonly from?: "start" } = {}): Promise<void> {
    this.#targets.set(target.address, target);
    const frame: SubscribeFrame = {
      type: "subscribe",
      id: this.#requests.next(),
      channel: target.address,
      ...this.#mode(target),
      ...(from === "start" && { rewind }),
    };
    this.#reader.expects(frame.id, target);
    await this.#requests.ask(frame, "subscribe");
  }

  async unsubscribe({ address }: Target): Promise<void> {
    await this.#requests.ask({ type: "unsubscribe", id: this.#requests.next(), channel: address }, "unsubscribe");
    this.#targets.delete(address);
  }

  async publish({ address }: Target, data: Json, key?: string): Promise<void> {
    const id = this.#requests.next();
    const publishId = key ?? randomUUID();
    await this.#requests.ask({ type: "publish", id, channel: address, data, publishId }, "publish");
  }

  async presence({ address }: Target, action: "enter" | "update" | "leave", data?: Json): Promise<void> {
    const id = this.#requests.next();
    const frame = { type: "presence" as const, id, channel: address, action, ...(data !== undefined && { data }) };
    await this.#requests.ask(frame, "presenceRequest");
  }

  send(frame: Json | string, message?: string): Promise<void> {
    return this.#requests.send(frame, message);
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
    const { by, tell } = this.#options;
    const frame = typeof data === "string" ? frameOf(data) : Buffer.from(data).toString("latin1");
    const asked = this.#requests.askedBy(frame);
    const expected = asked === undefined ? [] : this.#repliesTo(asked);
    const message = this.#vocabulary.frames.recognise(frame, expected);
    const channel = this.#vocabulary.socket.name;
    tell({ kind: "received", by, channel, frame: withoutSecrets(frame), ...(message !== undefined && { message }) });
    if (!isObject(frame)) return;
    if (frame["type"] === "bye") this.#isAnnounced = true;
    if (frame["type"] === "ping") this.#pong(frame);
    if (!this.#isAccepted) this.#firstFrame(frame);
    else this.#reader.read(frame);
    this.#requests.settle(frame);
  }

  /** Takes the end of the socket. */
  closed({ code, reason, byTester }: Parameters<SocketEvents["onClose"]>[0]): void {
    const { by, tell } = this.#options;
    const announced = this.#isAnnounced;
    if (byTester) tell({ kind: "closed", by, code, reason, cause: "tester" });
    else if (this.#isAccepted) tell({ kind: "closed", by, code, reason, cause: "server", announced });
    else tell({ kind: "refused", by, code, message: reason || `It was closed with ${code}.`, announced });
    this.#requests.settleAll({});
  }

  #firstFrame(frame: JsonObject): void {
    const { by, tell } = this.#options;
    if (frame["type"] !== "welcome") return;
    this.#isAccepted = true;
    this.#session = typeof frame["session"] === "string" ? frame["session"] : undefined;
    const resumed = frame["resumed"] === true;
    tell({ kind: "opened", by, resumed, detail: withoutSecrets(frame) });
    this.#reader.welcome(frame);
  }

  #refused(message: string): void {
    this.#options.tell({ kind: "refused", by: this.#options.by, message });
  }

  #takenOver(before: SessionMemory): readonly Subscription[] {
    return [...before.targets.values()].map((target) => {
      this.#targets.set(target.address, target);
      const id = this.#requests.next();
      this.#reader.expects(id, target);
      const since = sinceOf(before, target.address);
      return { id, channel: target.address, ...this.#mode(target), ...(since !== undefined && { since }) };
    });
  }

  /** Who comes and goes is told where members can. */
  #mode({ channel }: Target): Pick<SubscribeFrame, "mode"> {
    return this.#vocabulary.abilities(channel)?.presence === true ? { mode: ["message", "presence"] } : {};
  }

  #pong({ echo }: JsonObject): void {
    this.#requests.write({ type: "pong", ...(typeof echo === "string" && { echo }) }, "pong");
  }

  #repliesTo(message: string): readonly string[] {
    const { operations } = this.#vocabulary.socket;
    return operations.find((each) => each.messages.includes(message))?.reply?.messages ?? [];
  }
}

function memoryOf(link: Link | undefined): SessionMemory | undefined {
  return link instanceof ParlanceLink ? link.memory : undefined;
}
