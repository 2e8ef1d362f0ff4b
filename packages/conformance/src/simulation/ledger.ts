/** A message as the server's log has it. */
export interface LedgerEntry {
  readonly channel: string;
  readonly epoch: string;
  readonly offset: number;
  readonly publishId: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** Everything that was ever in a log of the server, whatever became of the log: what clients saw is compared with it. */
export class Ledger {
  readonly #logs = new Map<string, Map<string, LedgerEntry[]>>();

  add(entry: LedgerEntry): void {
    const epochs = this.#logs.get(entry.channel) ?? new Map<string, LedgerEntry[]>();
    const log = epochs.get(entry.epoch) ?? [];
    log.push(entry);
    this.#logs.set(entry.channel, epochs.set(entry.epoch, log));
  }

  /** The messages of one life of a channel, by offset. */
  log(channel: string, epoch: string): readonly LedgerEntry[] {
    return this.#logs.get(channel)?.get(epoch) ?? [];
  }

  /** All messages of a channel, of all its lives. */
  all(channel: string): readonly LedgerEntry[] {
    return [...(this.#logs.get(channel)?.values() ?? [])].flat();
  }
}
