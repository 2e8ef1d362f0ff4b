import type { ParlanceError } from "../errors/parlance-error.js";

/** One attempt of one call, as hooks see it. The same object goes to all hooks of the attempt. */
export interface Attempt {
  /** The operation's id. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** Number of the attempt, from 1. */
  readonly number: number;
  /** What will be sent; `onRequest` may change it. Holds credentials: never log it as it is (`redactHeaders`). */
  readonly headers: Headers;
}

/**
 * What an application may watch or change. Hooks run in the order given; one that throws fails the call with its error.
 */
export interface Hooks {
  /** Before each attempt, credentials included; may add headers. */
  readonly onRequest?: (attempt: Attempt) => void | Promise<void>;
  /** After each answer, whatever its status, before its body is read. */
  readonly onResponse?: (attempt: Attempt, response: { readonly status: number; readonly headers: Headers }) => void;
  /** After an attempt that failed: a refusal, a broken connection, an unreadable answer. */
  readonly onError?: (attempt: Attempt, error: ParlanceError) => void;
  /** Before the wait that precedes another attempt. */
  readonly onRetry?: (attempt: Attempt, retry: { readonly delay: number; readonly error: ParlanceError }) => void;
}
