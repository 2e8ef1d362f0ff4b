import { Worker } from "node:worker_threads";
import type { Hunted } from "./hunt.ts";

/** Which hunt: on the platform with a fault, or on the platform as it is. */
export interface Quarry {
  /** Id of a fault; left out = the platform as it is. */
  readonly fault?: string;
  /** Default 1. */
  readonly seed?: number;
}

/** What goes to a thread, and what comes back. */
export interface Errand {
  readonly number: number;
  readonly quarry: Quarry;
}

/** What a thread has found. */
export interface Report {
  readonly number: number;
  readonly hunted: Hunted;
}

/** Hunts in a thread of its own: tester and platform together keep a core busy. */
export class Hunter {
  readonly #worker = new Worker(new URL("hunter-thread.ts", import.meta.url));
  readonly #waiting = new Map<number, PromiseWithResolvers<Hunted>>();
  #number = 0;

  constructor() {
    this.#worker.on("message", ({ number, hunted }: Report) => {
      this.#waiting.get(number)?.resolve(hunted);
      this.#waiting.delete(number);
    });
    this.#worker.on("error", (error) => {
      for (const { reject } of this.#waiting.values()) reject(error);
    });
  }

  /** Lets the tester loose. Rejects if the thread dies. */
  hunt(quarry: Quarry): Promise<Hunted> {
    this.#number += 1;
    const hunted = Promise.withResolvers<Hunted>();
    this.#waiting.set(this.#number, hunted);
    this.#worker.postMessage({ number: this.#number, quarry } satisfies Errand);
    return hunted.promise;
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
