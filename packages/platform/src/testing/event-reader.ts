/** One event of a stream. */
export interface ReadEvent {
  readonly id: string | undefined;
  readonly type: string;
  readonly retry: number | undefined;
  readonly frame: Readonly<Record<string, unknown>>;
}

/** Reads an event stream, event by event. For tests. */
export class EventReader {
  readonly response: Response;
  readonly #abort: AbortController;
  readonly #events: AsyncGenerator<ReadEvent, undefined>;
  /** The id of the last event that had one. */
  lastId = "";

  private constructor(response: Response, abort: AbortController) {
    this.response = response;
    this.#abort = abort;
    this.#events = eventsOf(response);
  }

  static async open(url: string, init: RequestInit = {}): Promise<EventReader> {
    const abort = new AbortController();
    return new EventReader(await fetch(url, { ...init, signal: abort.signal }), abort);
  }

  /** The next event, or the next of this type; rejects if the stream ends before. */
  async next(type?: string): Promise<ReadEvent> {
    for (;;) {
      const { value, done } = await this.#events.next();
      if (done) throw new Error(`The stream ended before ${type ?? "another event"}.`);
      if (value.id !== undefined) this.lastId = value.id;
      if (type === undefined || value.type === type) return value;
    }
  }

  /** All events up to the end. */
  async rest(): Promise<ReadEvent[]> {
    const events: ReadEvent[] = [];
    for await (const event of this.#events) events.push(event);
    return events;
  }

  /** Hangs up. */
  close(): void {
    this.#abort.abort();
  }
}

async function* eventsOf({ body }: Response): AsyncGenerator<ReadEvent, undefined> {
  let text = "";
  for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) yield parseEvent(block);
  }
}

function parseEvent(block: string): ReadEvent {
  const fields = new Map(
    block.split("\n").map((line): [string, string] => {
      const colon = line.indexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  const retry = fields.get("retry");
  return {
    id: fields.get("id"),
    type: fields.get("event") ?? "message",
    retry: retry === undefined ? undefined : Number(retry),
    frame: JSON.parse(fields.get("data") ?? "null"),
  };
}
