import type { Answer, Call } from "./serve-commands.ts";

/** The calls to another process that it has not answered yet. */
export class OpenCalls {
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #calls = 0;

  /** Hands a call to `send` and waits for its result. Throws what the other process threw, or why it ended. */
  async call(command: string, params: unknown, send: (call: Call) => void): Promise<unknown> {
    const id = ++this.#calls;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      send({ id, command, params });
    });
    if ("error" in answer) throw new Error(answer.error);
    return answer.result;
  }

  /** An answer came. */
  answered(answer: Answer): void {
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }

  /** No more answers will come. */
  ended(why: string): void {
    for (const id of this.#waiting.keys()) this.answered({ id, error: why });
  }
}
