import type {
  ClientFrame,
  Command,
  Effect,
  Input,
  MessageFrame,
  ServerFrame,
  Session,
  SessionEvent,
} from "@parlance/protocol";
import { jsonCodec } from "./codec.js";
import { isFinal } from "./final-state.js";
import { watchHost } from "./host-events.js";
import { type Pressure, watchPressure } from "./pressure.js";
import type { RealtimeOptions } from "./realtime-options.js";
import type { Timers } from "./timers.js";
import { fetchToken } from "./fetch-token.js";
import { socketUrl } from "./socket-url.js";
import type { Transport, TransportConnection } from "./transports/transport.js";
import { webSocket } from "./transports/web-socket.js";

/** Longest time a platform's timer can wait: 2^31 - 1 ms. */
const longestTimeout = 2_147_483_647;
/** A timer that is so late tells that the host slept. */
const sleptMs = 30_000;

/** What every server takes, before it says how much. */
const leastFrameBytes = 65_536;

/** What a driver needs. */
export interface DriverOptions extends Pick<RealtimeOptions, "codec" | "token" | "transport" | "url"> {
  readonly session: Session;
  readonly timers: Timers;
  /** Told what the session tells the application: in order, after the session is done with what caused it, one at a time. */
  readonly onEvent: (event: SessionEvent) => void;
  /** The same of a message that simply follows: nearly all that is ever told, so it is told without an event. */
  readonly onMessage: (subscription: number, frame: MessageFrame) => void;
}

/** The one connection that there is. */
interface Link {
  readonly connection: TransportConnection;
  readonly pressure: Pressure;
}

/** Executes what the session asks for: transports, one timer, tokens. It decides nothing. */
export class Driver {
  readonly #options: DriverOptions;
  readonly #url: string;
  readonly #transport: Transport;
  readonly #stopHost: () => void;
  readonly #events: SessionEvent[] = [];
  #telling = false;
  #link: Link | undefined;
  #outbox: ClientFrame[] = [];
  #cancelTimer: (() => void) | undefined;
  #now = 0;

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#url = socketUrl(options.url);
    this.#transport = options.transport ?? webSocket();
    this.#stopHost = watchHost({
      network: (online) => this.#input({ type: "network", online }),
      resumed: () => this.#input({ type: "resumed" }),
    });
  }

  command(command: Command): void {
    this.#execute(this.#options.session.command(command, this.#time()));
  }

  #input(input: Input): void {
    this.#execute(this.#options.session.input(input, this.#time()));
  }

  #receive(transport: number, frames: readonly ServerFrame[]): void {
    const { session, onMessage } = this.#options;
    this.#time();
    for (const frame of frames) {
      // While something is being told, what comes waits behind it.
      const subscription = this.#telling ? null : session.follow(transport, frame, this.#now);
      if (subscription === null) {
        this.#execute(session.input({ type: "frame", transport, frame }, this.#now));
      } else {
        this.#telling = true;
        onMessage(subscription, frame as MessageFrame);
        this.#telling = false;
        if (this.#events.length > 0) this.#tell();
      }
    }
  }

  #execute(effects: readonly Effect[]): void {
    for (const effect of effects) this.#carryOut(effect);
    this.#tell();
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case "open":
        return this.#open(effect.transport, effect.url ?? this.#url);
      case "send":
        return this.#send(effect.frame);
      case "close":
        return this.#close(effect.code, effect.reason);
      case "fetchToken":
        return void fetchToken(this.#options.token).then((input) => this.#input(input));
      case "wake":
        return this.#wakeAt(effect.at);
      case "emit":
        this.#events.push(effect.event);
    }
  }

  #open(transport: number, url: string): void {
    const { session, timers, codec = jsonCodec } = this.#options;
    const connection = this.#transport.open(
      { url, codec: codec(), timers, frameBytes: () => session.limits?.frameBytes ?? leastFrameBytes },
      {
        opened: () => this.#input({ type: "opened", transport }),
        frames: (frames) => this.#receive(transport, frames),
        malformed: (message) => this.#input({ type: "malformed", transport, message }),
        closed: (code, reason, why) => {
          this.#forget();
          this.#input({ type: "closed", transport, code, reason, why });
        },
      },
    );
    const pressure = watchPressure(timers, connection, (paused) =>
      this.#input({ type: "pressure", transport, paused }),
    );
    this.#link = { connection, pressure };
  }

  /** Frames of one turn travel together. */
  #send(frame: ClientFrame): void {
    if (this.#outbox.push(frame) === 1) queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    const frames = this.#outbox;
    if (this.#link === undefined || frames.length === 0) return;
    this.#outbox = [];
    this.#link.connection.send(frames);
    this.#link.pressure.check();
  }

  #close(code: number, reason: string): void {
    const link = this.#link;
    this.#flush();
    this.#forget();
    link?.connection.close(code, reason);
  }

  #forget(): void {
    this.#link?.pressure.stop();
    this.#link = undefined;
    this.#outbox = [];
  }

  #wakeAt(at: number | null): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (at === null) return;
    const { timers } = this.#options;
    const now = timers.now();
    const due = Math.min(Math.max(at, now), now + longestTimeout);
    this.#cancelTimer = timers.schedule(due - now, () => this.#wake(due));
  }

  #wake(due: number): void {
    this.#cancelTimer = undefined;
    if (this.#options.timers.now() - due > sleptMs) this.#input({ type: "resumed" });
    this.#execute(this.#options.session.tick(this.#time()));
  }

  /** The session's time never goes back, even when somebody sets the machine's clock. */
  #time(): number {
    this.#now = Math.max(this.#now, this.#options.timers.now());
    return this.#now;
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
    this.#wakeAt(null);
  }
}
