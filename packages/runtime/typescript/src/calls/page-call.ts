import { Call } from "./call.js";
import type { Page } from "./page.js";

/** A list: `await` gives the first page, `for await` all items, each page fetched when its first item is asked for. */
export class PageCall<Item, Data = unknown, ResponseHeaders = unknown>
  extends Call<Page<Item, Data>, ResponseHeaders>
  implements AsyncIterable<Item>
{
  /** All pages, one request each. */
  async *pages(): AsyncGenerator<Page<Item, Data>, void, undefined> {
    yield* (await this).pages();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    yield* await this;
  }
}
