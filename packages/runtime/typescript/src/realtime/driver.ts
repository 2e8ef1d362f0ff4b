import type { ClientFrame, Codec, Command, ConnectionState, Effect, Input, Session, SessionEvent } from "@parlance/protocol";
import { watchHost } from "./host-events.js";
import { Pressure } from "./pressure.js";
import type { Timers } from "./timers.js";
import type { TokenSource } from "./token-source.js";
import type { Transport, TransportConnection } from "./transports/transport.js";

/** Longest time a platform's timer can wait: 2^31 - 1 ms. */
const longestTimeout = 2_147_483_647;
/** A timer that is so late tells that the host slept. */
const sleptMs = 30_000;

/** What a driver needs. */
export interface DriverOptions {
  readonly session: Session;
  readonly url: string;
  readonly transport: Transport;
  readonly codec: Codec;
  readonly timers: Timers;
  readonly tokens: TokenSource;
  /** Told what the session tells the application: in order, after the session is done with what caused it, one at a time. */
  readonly onEvent: (event: SessionEvent) => void;
}

/** Whether nothing comes after this state. */
export function isFinal(state: ConnectionState): boolean {
  return state.status === "closed" || state.status === "failed";
}

interface Link {
  readonly number: number;
  readonly connection: TransportConnection;
  readonly pressure: Pressure;
}

/** Executes what the session asks for: transports, one timer, tokens. It decides nothing. */
export class Driver {
  readonly #options: DriverOptions;
  readonly #stopHost: () => void;
  readonly #events: SessionEvent[] = [];
  #telling = false;
  #link: Link | undefined;
  #outbox: ClientFrame[] = [];
  #wakeAt: number | null = null;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#stopHost = watchHost({
      network: (online) => this.#input({ type: "network", online }),
      resumed: () => this.#input({ type: "resumed" }),
    });
  }

  command(command: Command): void {
    const { session, timers } = this.#options;
    this.#execute(session.command(command, timers.now()));
  }

  #input(input: Input): void {
    const { session, timers } = this.#options;
    this.#execute(session.input(input, timers.now()));
  }

  #execute(effects: readonly Effect[]): void {
    for (const effect of effects) this.#carryOut(effect);
    this.#armTimer();
    this.#tell();
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case "open":
        return this.#open(effect.transport, effect.url ?? this.#options.url);
      case "send":
        return this.#send(effect.transport, effect.frame);
      case "close":
        return this.#close(effect.transport, effect.code, effect.reason);
      case "fetchToken":
        return void this.#options.tokens.fetch(effect.fresh).then((input) => this.#input(input));
      case "wake":
        this.#wakeAt = effect.at;
        return;
      case "emit":
        this.#events.push(effect.event);
    }
  }

  #open(transport: number, url: string): void {
    const { codec, timers, transport: transports } = this.#options;
    const connection = transports.open(
      { url, codec, timers },
      {
        opened: () => this.#input({ type: "opened", transport }),
        frame: (frame) => this.#input({ type: "frame", transport, frame }),
        malformed: (message) => this.#input({ type: "malformed", transport, message }),
        closed: (code, reason) => {
          this.#forget(transport);
          this.#input({ type: "closed", transport, code, reason });
        },
      },
    );
    const pressure = new Pressure(timers, connection, (paused) => this.#input({ type: "pressure", transport, paused }));
    this.#link = { number: transport, connection, pressure };
  }

  /** Frames of one turn travel together. */
  #send(transport: number, frame: ClientFrame): void {
    if (this.#link?.number !== transport) return;
    if (this.#outbox.push(frame) === 1) queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    const frames = this.#outbox;
    if (this.#link === undefined || frames.length === 0) return;
    this.#outbox = [];
    this.#link.connection.send(frames);
    this.#link.pressure.check();
  }

  #close(transport: number, code: number, reason: string): void {
    const link = this.#link;
    if (link?.number !== transport) return;
    this.#flush();
    this.#forget(transport);
    link.connection.close(code, reason);
  }

  #forget(transport: number): void {
    if (this.#link?.number !== transport) return;
    this.#link.pressure.stop();
    this.#link = undefined;
    this.#outbox = [];
  }

  /** A timer that is due before it is needed is left alone: it asks for the next one. Most frames put the time off, so none is set anew. */
  #armTimer(): void {
    const at = this.#wakeAt;
    if (this.#timer !== undefined && at !== null && this.#timer.at <= at) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (at === null) return;
    const { timers } = this.#options;
    const wait = Math.min(Math.max(0, at - timers.now()), longestTimeout);
    const due = timers.now() + wait;
    this.#timer = { at: due, cancel: timers.schedule(wait, () => this.#wake(due)) };
  }

  #wake(due: number): void {
    const { session, timers } = this.#options;
    this.#timer = undefined;
    const now = timers.now();
    if (now - due > sleptMs) this.#input({ type: "resumed" });
    const at = this.#wakeAt;
    if (at === null || at > now) {
      this.#armTimer();
      return;
    }
    this.#wakeAt = null;
    this.#execute(session.tick(now));
  }

  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    for (let event = this.#events.shift(); event !== undefined; event = this.#events.shift()) {
      this.#options.onEvent(event);
      if (event.type === "state" && isFinal(event.state)) this.#stop();
    }
    this.#telling = false;
  }

  /** Nothing of this client is left with the host. */
  #stop(): void {
    this.#stopHost();
    this.#wakeAt = null;
    this.#armTimer();
  }
}
