import type { CallResult } from "../calls/call-result.js";
import { PageCall } from "../calls/page-call.js";
import { Page } from "../calls/page.js";
import type { CallOptions } from "../client/call-options.js";
import type { Client } from "../client/client.js";
import type { PagedOperation } from "../descriptor.js";
import type { CallArguments } from "./call-arguments.js";
import { paramsRecord } from "./call-arguments.js";
import type { Cursor } from "./next-page.js";
import { itemsOf, nextPage } from "./next-page.js";
import { readRaw, readResult } from "./read-result.js";

/**
 * A list, page by page. The options hold for each page's call.
 *
 * A server that answers with a cursor it gave before makes the iteration fail with `pagination_loop` instead of going round.
 */
export function paginate<Params, Item, Data, ResponseHeaders>(
  client: Client,
  operation: PagedOperation<Params, Item, Data, ResponseHeaders>,
  ...[params, options = {}]: CallArguments<Params>
): PageCall<Item, Data, ResponseHeaders> {
  const first = { params: paramsRecord(params) };
  const list = { client, operation, options };
  return new PageCall({
    read: () => readPage(list, first),
    raw: () => readRaw(client, { operation, options, ...first }),
  });
}

interface List<Item, Data, ResponseHeaders> {
  readonly client: Client;
  readonly operation: PagedOperation<unknown, Item, Data, ResponseHeaders>;
  readonly options: CallOptions;
}

async function readPage<Item, Data, ResponseHeaders>(
  list: List<Item, Data, ResponseHeaders>,
  cursor: Cursor,
): Promise<CallResult<Page<Item, Data>, ResponseHeaders>> {
  const { client, operation, options } = list;
  const { params, url } = cursor;
  // A page is idempotent by nature, so one key for all pages would be wrong: each call makes its own.
  const result = await readResult(client, { operation, params, options, ...(url !== undefined && { url }) });
  const items = itemsOf<Item>(operation, result.data);
  const next = nextPage(operation, {
    cursor,
    data: result.data,
    count: items.length,
    response: result.response,
    base: client.url,
  });
  const page = new Page<Item, Data>({
    items,
    data: result.data,
    ...(next !== undefined && { next: async () => (await readPage(list, next)).data }),
  });
  return { ...result, data: page };
}
