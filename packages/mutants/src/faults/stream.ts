import type { Fault, Hooks } from "../fault.ts";
import { onStream } from "./subjects.ts";

/** Faults of going on with an event stream. */
export const streamFaults: readonly Fault[] = [
  {
    ...onStream("last-id-ignored", "Last-Event-ID is ignored"),
    apply: () => ({
      request: ({ operation, headers }) => {
        if (operation === "") delete headers["last-event-id"];
      },
    }),
  },
  {
    ...onStream("media-type", "An event stream is called plain text"),
    apply: () => ({ head: (headers) => ({ ...headers, "content-type": "text/plain" }) }),
  },
  streams("no-id", "Events of a stream come without an id", () => () => ""),
  streams("id-constant", "The id of a stream's events stays as it was at first", () => {
    let first: string | undefined;
    return (line) => (first ??= line);
  }),
  streams("id-refused", "The id of a stream's events is refused when it is sent back", () => (line) => {
    const [name = "", id = ""] = line.trim().split(": ");
    return `${name}: ${[...id].toReversed().join("")}\n`;
  }),
];

/** A fault of the lines of a stream that bear an id. */
function streams(name: string, title: string, stream: NonNullable<Hooks["stream"]>): Fault {
  return { ...onStream(name, title), apply: () => ({ stream }) };
}
