import { BackOff } from "../session/back-off.js";
import type { SessionError } from "../session/session-error.js";
import { Exchanges } from "./exchanges.js";
import { goodbye, lossOf } from "./loss.js";
import { valueAt, withValueAt } from "./pointer.js";
import type { SocketCommand } from "./socket-command.js";
import { SocketContext } from "./socket-context.js";
import type { SocketDescriptor, SocketMessage } from "./socket-descriptor.js";
import type { SocketEffect } from "./socket-effect.js";
import { SocketHeartbeat } from "./socket-heartbeat.js";
import type { SocketInput } from "./socket-input.js";
import type { SocketMachineOptions } from "./socket-options.js";
import type { SocketState } from "./socket-state.js";
import { SocketToken } from "./socket-token.js";
import { Subscriptions } from "./subscribed.js";

/** How long the token may take, opening, and restoring. */
const patienceMs = 10_000;

/** What the machine waits for while its state is `connecting`. */
type Step = "token" | "opening" | "restoring";

/**
 * A socket that does not speak the Parlance protocol, without a socket, timer or clock of its own: what the application asks and
 * what the driver reports goes in with the time, effects come out. Times are milliseconds since 1970.
 */
export class SocketMachine {
  readonly #context: SocketContext;
  readonly #backOff: BackOff;
  readonly #exchanges: Exchanges;
  readonly #subscriptions: Subscriptions;
  readonly #heartbeat: SocketHeartbeat;
  readonly #token: SocketToken;
  #state: SocketState = { status: "idle" };
  #step: Step = "opening";
  #patience = Infinity;
  #openedAt = 0;
  /** Attempts since the last connection. */
  #attempt = 0;
  /** The number of the newest connection. */
  #last = 0;
  /** The last position that was seen; undefined: none. */
  #position: unknown;
  #wakeAt: number | null = null;

  constructor(descriptor: SocketDescriptor, options: SocketMachineOptions) {
    this.#context = new SocketContext(descriptor, options);
    this.#backOff = new BackOff(this.#context);
    this.#exchanges = new Exchanges(this.#context);
    this.#subscriptions = new Subscriptions(this.#context);
    this.#heartbeat = new SocketHeartbeat(this.#context);
    this.#token = new SocketToken(this.#context);
  }

  get state(): SocketState {
    return this.#state;
  }

  /** Carries out a command of the application's. */
  command(command: SocketCommand, now: number): SocketEffect[] {
    return this.#run(now, () => this.#obey(command));
  }

  /** Takes a report of the driver's. */
  input(input: SocketInput, now: number): SocketEffect[] {
    return this.#run(now, () => this.#receive(input));
  }

  /** To be called at the time of the last `wake`. */
  tick(now: number): SocketEffect[] {
    // The timer is used up, also if it fired a little early.
    this.#wakeAt = null;
    return this.#run(now, () => this.#tick());
  }

  #run(now: number, step: () => void): SocketEffect[] {
    const context = this.#context;
    context.now = Math.max(now, context.now);
    context.effects = [];
    step();
    const at = this.#deadline();
    if (at !== this.#wakeAt) context.emit({ type: "wake", at });
    this.#wakeAt = at;
    return context.effects;
  }

  #deadline(): number | null {
    const waits = this.#state.status === "waiting" ? this.#state.until : Infinity;
    const { deadline: token } = this.#token;
    const at = Math.min(waits, this.#patience, this.#heartbeat.deadline, this.#exchanges.deadline, token);
    return at === Infinity ? null : at;
  }

  #obey(command: SocketCommand): void {
    const { status } = this.#state;
    switch (command.type) {
      case "connect":
        return status === "idle" ? this.#connect() : undefined;
      case "send":
        this.#exchanges.add(command, status === "open");
        return this.#state.status === "failed" || this.#state.status === "closed"
          ? this.#exchanges.end(this.#reason())
          : undefined;
      case "cancel":
        return this.#exchanges.cancel(command.id);
      case "subscribe":
        return this.#whenOpen(() => this.#subscriptions.add(command.subscription, command.payload));
      case "unsubscribe":
        return this.#whenOpen(() => this.#subscriptions.remove(command.subscription));
      case "acknowledge":
        return command.connection === this.#context.connection ? this.#context.send(command.message) : undefined;
      case "close":
        this.#letGo(goodbye, "");
        return this.#end({ status: "closed" });
    }
  }

  /** Subscriptions are asked for when the connection is restored, not before. */
  #whenOpen(change: () => void): void {
    const { connection } = this.#context;
    if (this.#state.status !== "open") this.#context.connection = null;
    change();
    this.#context.connection = connection;
  }

  #receive(input: SocketInput): void {
    switch (input.type) {
      case "token":
        return this.#tookToken(input.token, input.expiresAt);
      case "tokenFailed":
        if (this.#state.status === "open") return this.#token.failed();
        return this.#step === "token" ? this.#lost(tokenError(input), false) : undefined;
    }
    if (input.connection !== this.#last || this.#isOver) return;
    switch (input.type) {
      case "opened":
        return this.#step === "opening" ? this.#opened(input.connection) : undefined;
      case "closed":
        return this.#closed(input);
      case "message":
        return this.#heard(input.message);
      case "pong":
        return this.#heartbeat.heard();
      case "restored":
        return this.#step === "restoring" && this.#state.status === "connecting" ? this.#restored() : undefined;
      case "restoreFailed":
        return this.#drop({ code: "restore_failed", message: input.message, retryable: true, cause: input.cause });
    }
  }

  get #isOver(): boolean {
    return this.#state.status !== "connecting" && this.#state.status !== "open";
  }

  #connect(): void {
    this.#become({ status: "connecting", attempt: ++this.#attempt });
    this.#patience = this.#context.now + patienceMs;
    this.#step = this.#token.isWanted ? "token" : "opening";
    if (this.#step === "token") this.#context.emit({ type: "fetchToken" });
    else this.#open();
  }

  #tookToken(token: string, expiresAt: number | undefined): void {
    if (this.#isOver) return;
    this.#token.take(token, expiresAt);
    if (this.#state.status === "open") this.#token.renew();
    else if (this.#step === "token") this.#open();
  }

  #open(): void {
    const { resume } = this.#context.descriptor;
    const at = this.#position;
    const position = resume && "query" in resume && at !== undefined ? { [resume.query]: String(at) } : {};
    this.#step = "opening";
    this.#patience = this.#context.now + patienceMs;
    const query = { ...this.#token.at("query"), ...position };
    this.#context.emit({ type: "open", connection: ++this.#last, query, headers: this.#token.at("header") });
  }

  #opened(connection: number): void {
    this.#step = "restoring";
    this.#patience = this.#context.now + patienceMs;
    this.#context.connection = connection;
    this.#heartbeat.start();
    this.#token.greet();
    this.#context.emit({ type: "restore", connection });
  }

  #restored(): void {
    const { descriptor, now } = this.#context;
    const { resume, subscription } = descriptor;
    this.#patience = Infinity;
    this.#openedAt = now;
    this.#attempt = 0;
    const apart = resume && "message" in resume && resume.message.name !== subscription?.subscribe;
    if (apart && this.#position !== undefined) {
      const payload = withValueAt(resume.message.payload, resume.pointer, this.#position);
      this.#context.send({ ...resume.message, payload });
    }
    this.#become({ status: "open" });
    this.#subscriptions.restore();
    this.#exchanges.flush(true);
  }

  #heard(message: SocketMessage): void {
    const { descriptor, connection } = this.#context;
    this.#heartbeat.heard();
    if (connection === null || this.#exchanges.received(message)) return;
    const position = descriptor.resume && valueAt(message.payload, descriptor.resume.position);
    this.#position = position ?? this.#position;
    const subscriptions = this.#subscriptions.received(message, position);
    const acknowledge = this.#acknowledgementOf(message);
    this.#context.emit({ type: "message", connection, message, subscriptions, ...(acknowledge && { acknowledge }) });
    // An answer may have made way for a request that waited for it.
    this.#exchanges.flush(this.#state.status === "open");
  }

  #acknowledgementOf({ name, payload }: SocketMessage): SocketMessage | undefined {
    const rule = this.#context.descriptor.acknowledgement?.receive;
    const id = rule?.messages.includes(name) ? valueAt(payload, rule.id) : undefined;
    if (rule === undefined || id === undefined) return undefined;
    return { ...rule.answer, payload: withValueAt(rule.answer.payload, rule.of, id) };
  }

  #closed(input: Extract<SocketInput, { readonly type: "closed" }>): void {
    this.#context.connection = null;
    if (input.code === goodbye && !input.error) return this.#end({ status: "closed" });
    const { error, final } = lossOf(input, this.#context.descriptor.close?.final);
    this.#lost(error, final);
  }

  /** Gives the connection up and tries again. */
  #drop(error: SessionError): void {
    this.#letGo(1001, "");
    this.#lost(error, false);
  }

  #letGo(code: number, reason: string): void {
    if (!this.#isOver && this.#step !== "token") {
      this.#context.emit({ type: "close", connection: this.#last, code, reason });
    }
    this.#context.connection = null;
  }

  #lost(error: SessionError, final: boolean): void {
    const { now } = this.#context;
    if (this.#state.status === "open") this.#backOff.lived(now - this.#openedAt);
    this.#rest();
    if (final) return this.#end({ status: "failed", error });
    this.#exchanges.lost();
    const until = now + Math.max(this.#backOff.next(false), error.afterMs ?? 0);
    this.#become({ status: "waiting", attempt: this.#attempt + 1, until, error });
  }

  #end(state: Extract<SocketState, { readonly status: "closed" | "failed" }>): void {
    const { status } = this.#state;
    if (status === "closed" || status === "failed") return;
    this.#rest();
    this.#become(state);
    this.#exchanges.end(this.#reason());
  }

  /** Nothing of the connection is waited for any more. */
  #rest(): void {
    this.#context.connection = null;
    this.#patience = Infinity;
    this.#heartbeat.stop();
    this.#token.stop();
  }

  #reason(): SessionError {
    return this.#state.status === "failed" ? this.#state.error : closedError;
  }

  #become(state: SocketState): void {
    this.#state = state;
    this.#context.emit({ type: "state", state });
  }

  #tick(): void {
    const { now } = this.#context;
    this.#exchanges.expire();
    if (this.#state.status === "waiting" && now >= this.#state.until) return this.#connect();
    if (now >= this.#patience) return this.#drop(this.#step === "restoring" ? slowRestore : slowOpening);
    if (this.#heartbeat.isDead) return this.#drop(silent);
    this.#heartbeat.beat();
    this.#token.tick();
    this.#exchanges.flush(this.#state.status === "open");
  }
}

const closedError: SessionError = { code: "closed", message: "The socket is closed. Open a new one", retryable: false };
const slowOpening = lostBecause("The connection did not open in time");
const slowRestore = lostBecause("`restore` did not end in time");
const silent = lostBecause("The server was silent for too long");

function lostBecause(message: string): SessionError {
  return { code: "connection_lost", message, retryable: true };
}

function tokenError({ message, cause }: Extract<SocketInput, { readonly type: "tokenFailed" }>): SessionError {
  return { code: "token_unavailable", message, retryable: true, cause };
}
