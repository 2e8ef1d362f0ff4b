/** How a list is worked through. */
export interface AbreastOptions {
  /** Items that are worked on at once. */
  readonly most: number;
  /** Once it is aborted no further item is begun. */
  readonly signal: AbortSignal;
}

/** Works on the items of a list, begun in its order. Rejects with the first work that fails. */
export async function abreast<Item>(
  items: readonly Item[],
  { most, signal }: AbreastOptions,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  // All take from one iterator, so that each item is taken once.
  const waiting = items.values();
  const takeAll = async () => {
    for (const item of waiting) {
      if (signal.aborted) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: most }, takeAll));
}
