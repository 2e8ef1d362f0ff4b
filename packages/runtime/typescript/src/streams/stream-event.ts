/** One event of a stream with its envelope. */
export interface StreamEvent<Item> {
  readonly data: Item;
  /** Name of the event (`event:` of SSE); undefined when the server gave none. */
  readonly type: string | undefined;
  /** Id of the event (`id:` of SSE), from which a broken stream goes on; undefined when the server gave none. */
  readonly id: string | undefined;
}
