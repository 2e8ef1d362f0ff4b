/**
 * Tells of beginnings at once and of endings after a while, and of neither if what ended begins again meanwhile: a page that is
 * reloaded is no news.
 */
export class Quiet {
  readonly #ms: number;
  readonly #endings = new Map<string, NodeJS.Timeout>();

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Something begins. Calls `tell` unless its end was not told yet. */
  begin(key: string, tell: () => void): void {
    const ending = this.#endings.get(key);
    this.#endings.delete(key);
    clearTimeout(ending);
    if (ending === undefined) tell();
  }

  /** Something ends. Calls `tell` when the time is over. */
  end(key: string, tell: () => void): void {
    clearTimeout(this.#endings.get(key));
    const timer = setTimeout(() => {
      this.#endings.delete(key);
      tell();
    }, this.#ms).unref();
    this.#endings.set(key, timer);
  }

  /** Forgets what was not told. */
  close(): void {
    for (const timer of this.#endings.values()) clearTimeout(timer);
    this.#endings.clear();
  }
}
