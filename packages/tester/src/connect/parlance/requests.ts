import type { Json, JsonObject } from "@parlance/contract";
import type { ClientFrame } from "@parlance/protocol";
import { isObject } from "../../values/json-kinds.js";
import { Awaited } from "../awaited.js";
import type { OpenOptions } from "../dialect.js";
import { textOf } from "../frame.js";
import type { RawSocket } from "../raw-socket.js";
import { withoutSecrets } from "./without-secrets.js";

/** A request that is not answered yet. */
interface Asked {
  readonly id: number;
  readonly message: string;
}

/** What a session sends, which is told: its frames, the numbers of its requests, and the answers to them that are waited for. */
export class Requests {
  readonly #options: OpenOptions;
  readonly #awaited: Awaited<Asked, JsonObject>;
  #socket: RawSocket | undefined;
  #lastId = 0;

  constructor(options: OpenOptions) {
    this.#options = options;
    const { timeoutMs } = options;
    // Who has left one request without an answer is not waited for so long again.
    this.#awaited = new Awaited({ timeoutMs, laterMs: timeoutMs / 10 });
  }

  /** From here on what is sent goes over a socket. */
  begin(socket: RawSocket): void {
    this.#socket = socket;
  }

  /** A number for the next request. */
  next(): number {
    return (this.#lastId += 1);
  }

  /** Sends a request. Settles with its answer, or without one when the time is over or none can come. */
  ask(frame: ClientFrame & { readonly id: number }, message: string): Promise<JsonObject | undefined> {
    this.write(frame, message);
    return this.#answerTo(frame.id, message);
  }

  /** Sends a frame that is not answered. */
  write(frame: ClientFrame, message: string): void {
    const { by, tell } = this.#options;
    const shown = withoutSecrets(frame as unknown as JsonObject);
    const id = "id" in frame && frame.id !== undefined ? { id: frame.id } : {};
    tell({ kind: "sent", by, message, frame: shown, ...id });
    this.#socket?.send(JSON.stringify(frame));
  }

  /** Sends what need be none of the protocol's frames, as it stands. With a number it is a request like others. */
  async send(frame: Json | string, message?: string): Promise<void> {
    const { by, tell } = this.#options;
    const id = idOf(frame);
    // The session's own requests go on behind it.
    if (id !== undefined) this.#lastId = Math.max(this.#lastId, id);
    tell({ kind: "sent", by, frame, ...(message !== undefined && { message }), ...(id !== undefined && { id }) });
    this.#socket?.send(textOf(frame, true));
    if (id !== undefined) await this.#answerTo(id, message ?? "");
  }

  /** The name of the request that a frame answers, if it is waited for. */
  askedBy(frame: Json | string): string | undefined {
    const id = idOf(frame);
    return this.#awaited.all.find((each) => each.id === id)?.message;
  }

  /** A frame has come, which may be an answer. */
  settle(frame: JsonObject): void {
    const id = idOf(frame);
    this.#awaited.settle((each) => each.id === id, frame);
  }

  /** No answer comes any more. */
  settleAll(frame?: JsonObject): void {
    this.#awaited.settleAll(frame);
  }

  async #answerTo(id: number, message: string): Promise<JsonObject | undefined> {
    return this.#socket?.isOpen === true ? await this.#awaited.until({ id, message }) : undefined;
  }
}

function idOf(frame: Json | string): number | undefined {
  return isObject(frame) && typeof frame["id"] === "number" ? frame["id"] : undefined;
}
