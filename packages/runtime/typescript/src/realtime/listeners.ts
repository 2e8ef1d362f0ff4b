import type { SessionEvent } from "@parlance/protocol";
import { ParlanceError } from "../errors/parlance-error.js";
import type { RealtimeEvents } from "./realtime-events.js";

/** What is told, also by the client to its own parts. */
export interface AllEvents extends RealtimeEvents {
  /** Of every channel's presence. */
  readonly presence: PresenceEvent;
}

/** What is told of a channel's presence. */
export type PresenceEvent = Extract<SessionEvent, { readonly type: "presence" | "presenceSync" }>;

type Listener = (value: never) => unknown;

/** Who listens to what. An exception of a listener reaches the `error` listeners and nobody else. */
export class Listeners {
  readonly #listeners = new Map<string, Set<Listener>>();

  /** Adds a listener and gives what removes it. */
  on<Name extends keyof AllEvents>(name: Name, listener: (value: AllEvents[Name]) => unknown): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    // Each registration counts, also of the same function.
    const own: Listener = (value: never) => listener(value);
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  emit<Name extends keyof AllEvents>(name: Name, value: AllEvents[Name]): void {
    const fail = name === "error" ? throwLater : this.#report;
    for (const listener of this.#listeners.get(name) ?? []) guard(listener as Callback<unknown>, value, fail);
  }

  clear(): void {
    this.#listeners.clear();
  }

  /** Calls a function of the application's. What it throws, now or later, is reported; nothing else comes of it. */
  call<Value>(callback: Callback<Value>, value: Value): void {
    guard(callback, value, this.#report);
  }

  readonly #report = (cause: unknown): void => {
    if (!this.#listeners.get("error")?.size) return throwLater(cause);
    const message = "A handler of the application threw; see the cause";
    this.emit("error", new ParlanceError({ code: "handler_failed", message, cause }));
  };
}

type Callback<Value> = (value: Value) => unknown;

function guard<Value>(callback: Callback<Value>, value: Value, fail: (cause: unknown) => void): void {
  try {
    const result = callback(value);
    if (result instanceof Promise) result.catch(fail);
  } catch (error) {
    fail(error);
  }
}

/** Nobody is there to be told: it becomes an uncaught exception, as one in any other callback. */
function throwLater(cause: unknown): void {
  queueMicrotask(() => {
    throw cause;
  });
}
