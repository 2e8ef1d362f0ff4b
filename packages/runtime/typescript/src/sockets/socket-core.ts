import {
  type SocketCommand,
  type SocketDescriptor,
  type SocketEffect,
  type SocketMessage,
  type SocketOutcome,
  type SocketState,
  type SocketValues,
} from "@parlance/protocol/socket";
import { ParlanceError } from "../errors/parlance-error.js";
import { onAbort } from "../realtime/abortable.js";
import { RealtimeError } from "../realtime/realtime-error.js";
import { sendableLength } from "../realtime/sendable.js";
import { BufferedMessages, type ReadOptions } from "./buffered-messages.js";
import { encodeMessage } from "./encode-message.js";
import { SocketDriver } from "./socket-driver.js";
import type { SocketsOptions } from "./socket-options.js";

/** How one message is sent. */
export interface SendOptions {
  /** Milliseconds until it fails with `timeout`. Default: 10,000 for requests; none for messages. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

type Outcome = Exclude<SocketOutcome, { readonly status: "failed" }>;
type Recipient = (message: SocketMessage, handled: () => void) => void;

const requestTimeoutMs = 10_000;

/** What all handles on one socket share: its driver, and who waits for what. */
export class SocketCore {
  readonly states = new Set<(state: SocketState) => unknown>();
  readonly errors = new Set<(error: ParlanceError) => unknown>();
  /** Those who read everything, by themselves; those of a subscription, by its number. */
  readonly #recipients = new Map<Recipient, number | undefined>();
  readonly #sent = new Map<number, (outcome: SocketOutcome) => void>();
  readonly #readers = new Set<BufferedMessages<SocketMessage>>();
  readonly #driver: SocketDriver;
  readonly #descriptor: SocketDescriptor;
  #last = 0;

  constructor(
    descriptor: SocketDescriptor,
    values: SocketValues,
    options: SocketsOptions,
    restore: (core: SocketCore) => unknown,
  ) {
    this.#descriptor = descriptor;
    this.#driver = new SocketDriver(descriptor, values, options, {
      state: (state) => this.#told(state),
      message: (effect) => this.#received(effect),
      settle: (id, outcome) => this.#settle(id, outcome),
      restore: async () => void (await restore(this)),
    });
  }

  get state(): SocketState {
    return this.#driver.state;
  }

  /** Whether the document says how one subscribes. */
  get subscribes(): boolean {
    return this.#descriptor.subscription !== undefined;
  }

  command(command: SocketCommand): void {
    this.#driver.command(command);
  }

  /** Sends a message and resolves when it has left, was acknowledged or answered. */
  send(
    message: SocketMessage,
    kind: { readonly reply: boolean; readonly restoring: boolean },
    options: SendOptions,
  ): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const { timeoutMs = kind.reply ? requestTimeoutMs : null, signal } = options;
      const bytes = this.#sizeOf(message);
      this.command({ type: "connect" });
      const id = ++this.#last;
      let stop: () => void = () => undefined;
      this.#sent.set(id, (outcome) => {
        stop();
        if (outcome.status === "failed") reject(new RealtimeError(outcome.error));
        else resolve(outcome);
      });
      stop = onAbort(signal, (error) => {
        reject(error);
        this.command({ type: "cancel", id });
      });
      if (!signal?.aborted) this.command({ type: "send", id, message, bytes, ...kind, timeoutMs });
    });
  }

  /** Reads what comes from now on; `subscription`: only what is for it. */
  read(options: ReadOptions, subscription?: number, stopped?: () => void): BufferedMessages<SocketMessage> {
    const recipient: Recipient = (message, handled) => reader.push(message, handled);
    const reader = new BufferedMessages<SocketMessage>(options, () => {
      this.#recipients.delete(recipient);
      this.#readers.delete(reader);
      stopped?.();
    });
    this.#recipients.set(recipient, subscription);
    this.#readers.add(reader);
    this.command({ type: "connect" });
    this.#endReaders(this.state);
    return reader;
  }

  /** Calls a handler with each message; gives what stops that. What it throws is told to the `error` listeners. */
  listen(handler: (message: never) => unknown): () => void {
    const recipient: Recipient = (message, handled) => {
      const done = async (): Promise<void> => void (await handler(message as never));
      done().then(handled, (cause) => this.#report(cause));
    };
    this.#recipients.set(recipient, undefined);
    return () => void this.#recipients.delete(recipient);
  }

  /** The number of a new subscription. */
  subscribe(payload: unknown): number {
    const subscription = ++this.#last;
    this.command({ type: "connect" });
    this.command({ type: "subscribe", subscription, payload });
    return subscription;
  }

  #sizeOf(message: SocketMessage): number {
    if (this.#descriptor.sends[message.name]?.codec === undefined) sendableLength({ data: message.payload });
    return encodeMessage(message, this.#descriptor).length;
  }

  #received({
    message,
    subscriptions,
    acknowledge,
    connection,
  }: Extract<SocketEffect, { readonly type: "message" }>): void {
    const found = [...this.#recipients].filter(([, of]) => of === undefined || subscriptions.includes(of));
    let left = found.length;
    for (const [recipient] of found) {
      let isHandled = false;
      recipient(message, () => {
        left -= isHandled ? 0 : 1;
        if (!isHandled && left === 0 && acknowledge)
          this.command({ type: "acknowledge", connection, message: acknowledge });
        isHandled = true;
      });
    }
  }

  #settle(id: number, outcome: SocketOutcome): void {
    this.#sent.get(id)?.(outcome);
    this.#sent.delete(id);
  }

  #told(state: SocketState): void {
    this.#endReaders(state);
    for (const listener of this.states) this.#call(() => listener(state));
    if (state.status === "waiting") this.#tellError(new RealtimeError(state.error));
  }

  #endReaders(state: SocketState): void {
    if (state.status !== "closed" && state.status !== "failed") return;
    const error = state.status === "failed" ? new RealtimeError(state.error) : undefined;
    for (const reader of this.#readers) reader.finish(error, true);
  }

  #call(callback: () => unknown): void {
    try {
      const result = callback();
      if (result instanceof Promise) result.catch((cause: unknown) => this.#report(cause));
    } catch (cause) {
      this.#report(cause);
    }
  }

  /** Where nobody listens, what a handler threw is an uncaught exception like any other. */
  #report(cause: unknown): void {
    const message = "A handler of the application threw; see the cause";
    if (this.errors.size > 0) this.#tellError(new ParlanceError({ code: "handler_failed", message, cause }));
    else queueMicrotask(() => throwIt(cause));
  }

  #tellError(error: ParlanceError): void {
    for (const listener of this.errors) queueMicrotask(() => void listener(error));
  }
}

function throwIt(cause: unknown): never {
  throw cause;
}
