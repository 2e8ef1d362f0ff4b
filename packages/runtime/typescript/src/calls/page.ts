/** What a page is made from. */
export interface PageInit<Item, Data> {
  readonly items: readonly Item[];
  readonly data: Data;
  /** Gets the page after this one; left out on the last. */
  readonly next?: () => Promise<Page<Item, Data>>;
}

/** One page of a list. Iterating it gives its own items and those of the pages after it. */
export class Page<Item, Data = unknown> implements AsyncIterable<Item> {
  /** The items on this page. */
  readonly items: readonly Item[];
  /** The whole body of the answer. */
  readonly data: Data;
  readonly #next: (() => Promise<Page<Item, Data>>) | undefined;

  constructor(init: PageInit<Item, Data>) {
    this.items = init.items;
    this.data = init.data;
    this.#next = init.next;
  }

  /** Whether the server says that there are more. In lists counted by page or offset: whether this page had any items. */
  get hasNext(): boolean {
    return this.#next !== undefined;
  }

  /** The next page; undefined after the last. */
  async next(): Promise<Page<Item, Data> | undefined> {
    return this.#next?.();
  }

  /** This page and those after it, one request each, made when asked for. */
  async *pages(): AsyncGenerator<Page<Item, Data>, void, undefined> {
    yield this;
    for (let page = await this.next(); page !== undefined; page = await page.next()) yield page;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}
