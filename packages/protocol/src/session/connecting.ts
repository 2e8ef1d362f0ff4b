import { connectionLost, namedCloseCodes, notConnected, timeout } from "../frames/codes.gen.js";
import type { WelcomeFrame } from "../frames/frames.gen.js";
import { BackOff } from "./back-off.js";
import type { Connectable } from "./connectable.js";
import type { ConnectionState } from "./connection-state.js";
import type { Context } from "./context.js";
import { Heartbeat } from "./heartbeat.js";
import type { Input } from "./input.js";
import { type Loss, sessionIsGone } from "./loss.js";
import { isOpen, isUnderWay, type Phase } from "./phase.js";
import type { SessionError } from "./session-error.js";
import { ShownState } from "./shown-state.js";
import type { Token } from "./token.js";
import { verdictOf } from "./verdict.js";

/** For an attempt as a whole: token, transport, welcome. */
const attemptMs = 10_000;

/** The close code of who goes away and may come back (RFC 6455 section 7.4.1); 1000 would be a goodbye and end the session. */
const goingAway = 1001;

/** From idle to connected and back again: attempts, one transport at a time, back-off, and when it is over. */
export class Connecting {
  readonly #shown: ShownState;
  readonly heartbeat: Heartbeat;
  readonly #backOff: BackOff;
  #phase: Phase = { name: "idle" };
  /** Where to connect instead, for one attempt: the `to` of a `bye`. */
  #to: string | undefined;
  #online = true;
  /** The key to resume with. */
  #session: string | null = null;

  constructor(
    readonly context: Context,
    readonly token: Token,
    readonly users: Connectable,
  ) {
    this.#shown = new ShownState(context);
    this.heartbeat = new Heartbeat(context);
    this.#backOff = new BackOff(context);
  }

  get state(): ConnectionState {
    return this.#shown.current;
  }

  get connected(): boolean {
    return this.#phase.name === "connected";
  }

  get ended(): boolean {
    return this.#phase.name === "ended";
  }

  connect(): void {
    if (this.#phase.name !== "idle") return;
    const { now } = this.context;
    this.#phase = { name: "waiting", until: now, floor: now };
    this.#shown.become({ status: "connecting", attempt: 1 });
    this.#startIfDue();
  }

  /** Lets go of the connection and of the attempts to have one, until `connect`. The session is resumed then, if the server has it. */
  disconnect(): void {
    const phase = this.#phase;
    if (phase.name === "idle") return;
    this.#phase = { name: "idle" };
    this.context.detach("disconnected", goingAway);
    this.#to = undefined;
    if (isOpen(phase)) this.users.broken(notConnected);
    this.#backOff.reset();
    this.#shown.become({ status: "idle" });
  }

  close(): void {
    this.#end({ status: "closed" });
  }

  opened(): void {
    if (this.#phase.name !== "opening") return;
    this.#phase = { ...this.#phase, name: "greeting" };
    this.context.send(this.users.hello(this.#session));
  }

  welcomed(frame: WelcomeFrame): void {
    if (this.#phase.name !== "greeting") return;
    const { now } = this.context;
    this.#phase = { name: "connected", since: now };
    this.#session = frame.session;
    this.#backOff.welcomed(frame.retry);
    this.context.limits = frame.limits;
    this.context.windowMs = frame.windowMs;
    this.heartbeat.start(frame);
    this.token.accepted(frame.tokenTtlMs);
    const { connection, user, resumed } = frame;
    this.#shown.become({ status: "connected", connection, user, resumed, since: now });
    this.users.welcomed(frame);
  }

  /** The provider of tokens failed: for good, for this attempt, or for the refresh, which is tried again. */
  tokenFailed({ message, final, cause }: Input & { readonly type: "tokenFailed" }): void {
    const error = { code: "credentials_failed", message, retryable: !final, cause };
    this.token.failed(this.connected);
    if (final) return this.#end({ status: "failed", error });
    if (this.#phase.name === "token") return this.lose({ error, comeBack: "later" });
    if (this.connected) this.context.emit({ type: "error", error });
  }

  /** The attempt or the connection is over, because of the transport, the server, the token or the time. */
  lose(loss: Loss, closeCode?: number): void {
    const phase = this.#phase;
    if (!isUnderWay(phase)) return;
    const { token } = this;
    const lifeMs = phase.name === "connected" ? this.context.now - phase.since : null;
    const verdict = verdictOf(loss, { token, backOff: this.#backOff, lifeMs });
    if ("end" in verdict) return this.#end({ status: "failed", error: verdict.end }, closeCode);
    const { error, to } = loss;
    this.context.detach(error.code, closeCode);
    this.#to = to;
    if (sessionIsGone(error)) this.#session = null;
    if (isOpen(phase)) this.users.broken(error);
    this.#wait(verdict.waitMs, error);
  }

  /** The host went offline or online. */
  network(online: boolean): void {
    this.#online = online;
    if (online) return this.wakeUp();
    if (this.#phase.name === "waiting") this.#shown.retry(null);
  }

  /** Whatever was waited for may be due or dead: tries at once, or asks the server for a sign of life. */
  wakeUp(): void {
    if (this.#phase.name === "connected") this.heartbeat.probe();
    if (this.#phase.name !== "waiting") return;
    this.#phase = { ...this.#phase, until: Math.max(this.context.now, this.#phase.floor) };
    this.#startIfDue();
  }

  tick(): void {
    const { now } = this.context;
    if (now < this.deadline) return;
    if (this.#phase.name === "waiting") this.#startIfDue();
    else if (this.#phase.name === "connected") {
      this.lose({ error: connectionLost, comeBack: "later" }, namedCloseCodes["ping_timeout"]);
    } else this.lose({ error: timeout, comeBack: "later" });
  }

  /** When there is something to do unless something happens. */
  get deadline(): number {
    const phase = this.#phase;
    if (phase.name === "connected") return this.heartbeat.deadline;
    if (!("until" in phase)) return Infinity;
    if (phase.name === "waiting" && !this.#online) return Infinity;
    return phase.until;
  }

  #wait(ms: number, error: SessionError): void {
    const { now } = this.context;
    const floor = now + (error.afterMs ?? 0);
    const until = Math.ceil(floor + ms);
    this.#phase = { name: "waiting", until, floor };
    const retryAt = this.#online && until > now ? until : null;
    this.#shown.lost({ error, retryAt, session: this.#session !== null });
    this.#startIfDue();
  }

  #startIfDue(): void {
    const { now } = this.context;
    if (this.#phase.name !== "waiting" || !this.#online) return;
    if (now < this.#phase.until) return this.#shown.retry(this.#phase.until);
    this.#phase = { name: "token", until: now + attemptMs };
    this.#shown.retry(null);
    if (this.token.ready()) this.open();
  }

  /** A token came, or none is needed. */
  open(): void {
    if (this.#phase.name !== "token") return;
    const { refusal } = this.token;
    if (refusal) return this.#end({ status: "failed", error: refusal });
    this.#phase = { ...this.#phase, name: "opening" };
    this.context.open(this.#to);
    this.#to = undefined;
  }

  #end(state: ConnectionState & { readonly status: "closed" | "failed" }, closeCode?: number): void {
    this.#phase = { name: "ended" };
    this.context.detach(state.status, closeCode);
    this.users.ended(state.status === "failed" ? state.error : undefined);
    this.#shown.become(state);
  }
}
