import type { Store, Transaction } from "./store.js";

/** A transaction, and what is to be done once it is settled. */
export interface Steps {
  readonly transaction: Transaction;
  /** Does something once the transaction is durable; nothing if it fails. Must not throw. */
  afterCommit(work: () => void): void;
  /** Undoes something that is in no record if the transaction fails, the last one first. Must not throw. */
  afterRollback(work: () => void): void;
}

/** Runs work in one transaction; then what it left to do, before the next transaction begins. */
export async function transact<Result>(store: Store, work: (steps: Steps) => Promise<Result>): Promise<Result> {
  const committed: (() => void)[] = [];
  const undone: (() => void)[] = [];
  const result = await store
    .transaction((transaction) =>
      work({
        transaction,
        afterCommit: (step) => void committed.push(step),
        afterRollback: (step) => void undone.unshift(step),
      }),
    )
    .catch((error: unknown) => {
      for (const step of undone) step();
      throw error;
    });
  for (const step of committed) step();
  return result;
}
