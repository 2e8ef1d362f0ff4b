import {
  recognise,
  socketAddress,
  type SocketCommand,
  type SocketDescriptor,
  type SocketEffect,
  type SocketInput,
  SocketMachine,
  type SocketMessage,
  type SocketOutcome,
  type SocketState,
  type SocketValues,
} from "@parlance/protocol/socket";
import { tokenExpiry } from "../credentials/token-expiry.js";
import { systemTimers, type Timers } from "../realtime/timers.js";
import { encodeMessage } from "./encode-message.js";
import { type HostSocket, isCapable, openHostSocket } from "./host-socket.js";
import type { SocketsOptions } from "./socket-options.js";

type Message = Extract<SocketEffect, { readonly type: "message" }>;

/** Whom the driver tells. None of them throws. */
export interface DriverEvents {
  state(state: SocketState): void;
  message(effect: Message): void;
  settle(id: number, outcome: SocketOutcome): void;
  /** Runs what the application does before anything else is sent. */
  restore(connection: number): Promise<void>;
}

/** Executes the effects of a socket's machine: one connection, one timer, the token; never more. */
export class SocketDriver {
  readonly #descriptor: SocketDescriptor;
  readonly #values: SocketValues;
  readonly #options: SocketsOptions;
  readonly #events: DriverEvents;
  readonly #machine: SocketMachine;
  readonly #timers: Timers;
  readonly #effects: SocketEffect[] = [];
  #draining = false;
  #socket: HostSocket | undefined;
  #cancelWake: (() => void) | undefined;

  constructor(descriptor: SocketDescriptor, values: SocketValues, options: SocketsOptions, events: DriverEvents) {
    const { backoff, queue, heartbeat, clock = systemTimers } = options;
    this.#descriptor = descriptor;
    this.#values = values;
    this.#options = options;
    this.#events = events;
    this.#timers = clock;
    const random = Math.random;
    this.#machine = new SocketMachine(descriptor, {
      random,
      queue,
      heartbeat,
      canPing: isCapable(),
      ...(backoff && { retry: backoff }),
    });
  }

  get state(): SocketState {
    return this.#machine.state;
  }

  command(command: SocketCommand): void {
    this.#execute(this.#machine.command(command, this.#timers.now()));
  }

  #input(input: SocketInput): void {
    this.#execute(this.#machine.input(input, this.#timers.now()));
  }

  /** In the order of the machine, also when an effect leads to others at once. */
  #execute(effects: readonly SocketEffect[]): void {
    this.#effects.push(...effects);
    if (this.#draining) return;
    this.#draining = true;
    for (let effect = this.#effects.shift(); effect; effect = this.#effects.shift()) this.#do(effect);
    this.#draining = false;
  }

  #do(effect: SocketEffect): void {
    switch (effect.type) {
      case "open":
        return this.#open(effect);
      case "send":
        return this.#socket?.send(encodeMessage(effect.message, this.#descriptor));
      case "ping":
        return this.#socket?.ping();
      case "close":
        this.#socket?.close(effect.code, effect.reason);
        this.#socket = undefined;
        return;
      case "restore":
        return void this.#restore(effect.connection);
      case "fetchToken":
        return void this.#fetchToken();
      case "wake":
        return this.#wake(effect.at);
      case "message":
        return this.#events.message(effect);
      case "settle":
        return this.#events.settle(effect.id, effect.outcome);
      case "state":
        return this.#events.state(effect.state);
    }
  }

  #open({ connection, query, headers: added }: Extract<SocketEffect, { readonly type: "open" }>): void {
    const given = { url: this.#options.url?.toString(), query, headers: { ...this.#options.headers, ...added } };
    const { url, headers } = socketAddress(this.#descriptor, this.#values, given);
    const { protocols = [] } = this.#options;
    this.#socket = openHostSocket(
      { url, headers, protocols },
      {
        opened: () => this.#input({ type: "opened", connection }),
        message: (data) => this.#input({ type: "message", connection, message: this.#read(data) }),
        pong: () => this.#input({ type: "pong", connection }),
        closed: (code, reason, why) =>
          this.#input({ type: "closed", connection, code, reason, error: why && "code" in why ? why : undefined }),
      },
    );
  }

  #read(data: string | ArrayBuffer): SocketMessage {
    const { name, payload } = recognise(
      this.#descriptor.receives,
      typeof data === "string" ? data : new Uint8Array(data),
    );
    return { name, payload };
  }

  async #restore(connection: number): Promise<void> {
    try {
      await this.#events.restore(connection);
      this.#input({ type: "restored", connection });
    } catch (cause) {
      const message = "`restore` failed; see the cause. The connection is closed and tried again";
      this.#input({ type: "restoreFailed", connection, message, cause });
    }
  }

  async #fetchToken(): Promise<void> {
    const { token: provider = "" } = this.#options;
    try {
      const given = typeof provider === "function" ? await provider() : provider;
      const { token, expiresAt = tokenExpiry(token) } = typeof given === "string" ? { token: given } : given;
      if (token === "") throw new Error("`token` gave an empty text");
      this.#input({ type: "token", token, expiresAt });
    } catch (cause) {
      this.#input({ type: "tokenFailed", message: "The token could not be had; see the cause", cause });
    }
  }

  #wake(at: number | null): void {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    if (at === null) return;
    const { now } = this.#timers;
    this.#cancelWake = this.#timers.schedule(Math.max(0, at - now.call(this.#timers)), () => {
      this.#execute(this.#machine.tick(this.#timers.now()));
    });
  }
}
