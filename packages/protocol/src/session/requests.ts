import { cancelled, connectionLost, notConnected, timeout } from "../frames/codes.gen.js";
import type { ClientFrame, ErrorFrame, OkFrame, PongFrame } from "../frames/frames.gen.js";
import type { Context } from "./context.js";
import { errorOf } from "./errors.js";
import { giveUp, isResent, type Request, type RequestBody, type RequestSpec, settle } from "./request.js";
import type { SessionError } from "./session-error.js";
import type { Outcome } from "./session-event.js";
import { Waiting } from "./waiting.js";

/** How long the server may take to answer what the session asks for itself. */
const answerMs = 10_000;

/**
 * Everything that is answered: what waits, what is sent, what came of it. At most as many are sent as the server takes;
 * the session's own requests go before the application's, which also wait while the transport is full.
 */
export class Requests {
  readonly #waiting = new Waiting();
  #urgent: Request[] = [];
  /** By their number on this connection, in the order of sending. */
  readonly #sent = new Map<number, Request>();
  /** How many hold each channel back. */
  readonly #holders = new Map<string, number>();
  #lastId = 0;
  #open = false;
  #paused = false;
  /** No request ends before. It may be too early, never too late. */
  deadline = Infinity;

  constructor(readonly context: Context) {}

  /** A request of the application. A ping never waits. */
  add(spec: RequestSpec): void {
    const request = this.#accept(spec);
    if (spec.body.type !== "ping") this.#waiting.add(request, this.context.options.queue);
    else if (this.#open) this.#send(request);
    else giveUp(request, notConnected);
    this.flush();
  }

  /** A request of the session itself, which neither the bounds nor a full transport hold back. */
  urge(body: RequestBody, settle: (outcome: Outcome) => void): void {
    this.#urgent.push(this.#accept({ body, timeoutMs: answerMs, settle }));
    this.flush();
  }

  /** The number of the next request, for a frame that goes out by itself: `hello`. */
  takeId(): number {
    return ++this.#lastId;
  }

  /** A request that travels inside another frame: its number there. */
  embed(body: RequestBody, settle: (outcome: Outcome) => void): number {
    const id = this.takeId();
    this.#sent.set(id, this.#accept({ body, timeoutMs: answerMs, settle }));
    return id;
  }

  /** The connection takes requests. */
  open(): void {
    this.#open = true;
    this.flush();
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    this.flush();
  }

  /** So many more hold a channel back: what is asked of it waits until nobody does. */
  hold(channel: string, more: number): void {
    const holders = (this.#holders.get(channel) ?? 0) + more;
    if (holders > 0) this.#holders.set(channel, holders);
    else this.#holders.delete(channel);
    this.flush();
  }

  /** An answer. Returns false if it answers nothing that is known. */
  answered(frame: OkFrame | ErrorFrame | PongFrame): boolean {
    const id = frame.type === "pong" ? Number(frame.echo) : (frame.id ?? 0);
    const request = this.#sent.get(id);
    if (request === undefined) return false;
    this.#sent.delete(id);
    settle(
      request,
      frame.type === "error" ? { status: "failed", error: errorOf(frame) } : { status: "ok", frame: { ...frame } },
    );
    this.flush();
    return true;
  }

  /** The connection is gone: what may go out again waits in its old order before everything newer, the rest ends. */
  broken(error: SessionError): void {
    const sent = [...this.#sent.values()].filter((each) => !each.settled);
    this.#sent.clear();
    this.#urgent = [];
    this.#lastId = 0;
    this.#open = false;
    this.#paused = false;
    this.#waiting.putBack(sent.filter(isResent));
    for (const each of sent) if (isOfDriver(each) && !isResent(each)) giveUp(each, error);
    this.#findDeadline();
  }

  /** The application no longer waits for it. */
  cancel(number: number): void {
    this.#end((each) => each.number === number, cancelled);
  }

  tick(): void {
    const { now } = this.context;
    if (now < this.deadline) return;
    this.#end((each) => each.deadline <= now, timeout);
    this.#findDeadline();
    this.flush();
  }

  /** Ends everything, for good. */
  end(error: SessionError): void {
    this.#open = false;
    this.#end(isOfDriver, error);
  }

  /** Sends what may go now. */
  flush(): void {
    const limit = this.context.limits?.inFlight ?? 1;
    while (this.#open && this.#sent.size < limit) {
      const request = this.#urgent.shift() ?? (this.#paused ? undefined : this.#waiting.next(this.#holders));
      if (request === undefined) return;
      this.#send(request);
    }
  }

  #accept(spec: RequestSpec): Request {
    const deadline = spec.timeoutMs === null ? Infinity : this.context.now + spec.timeoutMs;
    this.deadline = Math.min(this.deadline, deadline);
    return { ...spec, deadline, sentAt: null, settled: false };
  }

  #send(request: Request): void {
    const { now, limits, windowMs } = this.context;
    if (request.settled) return;
    if ((request.bytes ?? 0) > (limits?.frameBytes ?? Infinity)) return giveUp(request, tooLarge);
    if (isForgotten(request, now, windowMs)) return giveUp(request, connectionLost);
    request.sentAt ??= now;
    const id = this.takeId();
    this.#sent.set(id, request);
    if (request.body.type === "ping") this.context.send({ type: "ping", echo: String(id) });
    else this.context.send({ ...request.body, id } as ClientFrame);
  }

  /** What is given up after it was sent keeps its number until it is answered: the server counts it still. */
  #end(which: (request: Request) => boolean, error: SessionError): void {
    for (const each of this.#all()) if (!each.settled && which(each)) giveUp(each, error);
    this.#waiting.sweep();
  }

  #findDeadline(): void {
    const open = this.#all().filter((each) => !each.settled);
    this.deadline = Math.min(...open.map((each) => each.deadline), Infinity);
  }

  #all(): Request[] {
    return [...this.#waiting.all(), ...this.#urgent, ...this.#sent.values()];
  }
}

function isOfDriver({ number }: Request): boolean {
  return number !== undefined;
}

/** Beyond its window the server no longer knows a publish again, and once more would be twice. */
function isForgotten({ body, sentAt }: Request, now: number, windowMs: number): boolean {
  return body.type === "publish" && sentAt !== null && now - sentAt > windowMs;
}

const tooLarge: SessionError = {
  code: "payload_too_large",
  message: "The frame is larger than the server takes. Send less, or split it.",
  retryable: false,
};
