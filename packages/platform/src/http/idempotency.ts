import { createHash } from "node:crypto";
import type { Answer } from "../handler.js";
import { problem } from "../problem/platform-error.js";
import { seal, unseal } from "../security/seal.js";
import { kind, type Records } from "../store/store.js";

interface StoredAnswer {
  /** Digest of operation, path and body. */
  readonly fingerprint: string;
  /** The answer, sealed: it may hold a secret that is shown once, and only who has the key may see it again. */
  readonly sealed: string;
}

const answers = kind<StoredAnswer>("idempotency");

/** What identifies a repeated call. */
export interface IdempotentCall {
  /** The application that calls: keys of different applications do not meet. */
  readonly application: string;
  readonly key: string;
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array;
}

/** Where answers are kept for repeated calls, and until when. */
export interface IdempotencyOptions {
  readonly records: Records;
  /** Until when the answer is kept, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** An answer, and whether it is the stored one of an earlier call. */
export interface IdempotentAnswer {
  readonly answer: Answer;
  readonly replayed: boolean;
}

/**
 * Calls with an `Idempotency-Key`. The stored answer is written in the transaction of the call itself, so that neither
 * exists without the other. Only successes are stored: a refused call changed nothing and may be corrected.
 */
export class Idempotency {
  readonly #running = new Set<string>();

  /** Marks a call as running until the returned function is called. Throws `idempotency_in_progress` if it runs already. */
  begin(call: IdempotentCall): () => void {
    const id = idOf(call);
    if (this.#running.has(id)) {
      throw problem(
        "idempotency_in_progress",
        "A call with this Idempotency-Key is still running. Repeat it in a moment.",
        {
          retryAfterSeconds: 1,
        },
      );
    }
    this.#running.add(id);
    return () => this.#running.delete(id);
  }

  /** Replays the stored answer, or works and stores. Throws `idempotency_mismatch` if the key was used for another call. */
  async answer(
    call: IdempotentCall,
    options: IdempotencyOptions,
    work: () => Promise<Answer>,
  ): Promise<IdempotentAnswer> {
    const id = idOf(call);
    const fingerprint = digest(call.method, call.url, call.body);
    const stored = await options.records.get(answers, id);
    if (stored !== undefined) {
      if (stored.data.fingerprint === fingerprint) return { answer: open(call, stored.data.sealed), replayed: true };
      throw problem("idempotency_mismatch", "This Idempotency-Key was used for another call. Use a new key.");
    }
    const answer = await work();
    await options.records.insert(answers, {
      id,
      data: { fingerprint, sealed: seal(sealKey(call), JSON.stringify(answer)) },
      expiresAt: options.expiresAt,
    });
    return { answer, replayed: false };
  }
}

function idOf({ application, key }: IdempotentCall): string {
  return digest(application, key);
}

/** Opens what was sealed with a key made of the Idempotency-Key, which is not stored. */
function open(call: IdempotentCall, sealed: string): Answer {
  const text = unseal(sealKey(call), sealed);
  if (text === undefined) throw new Error("The stored answer of an idempotent call was changed.");
  return JSON.parse(text) as Answer;
}

function sealKey({ application, key }: IdempotentCall): Buffer {
  return Buffer.from(digest("seal", application, key), "base64url");
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("base64url");
}
