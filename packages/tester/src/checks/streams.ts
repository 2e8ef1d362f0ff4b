import type { Content, Json } from "@parlance/contract";
import { createParser } from "eventsource-parser";
import { mediaTypeOf } from "../run/exchange.js";
import { receivedSchema } from "../values/directed.js";
import { isObject } from "../values/json-kinds.js";
import { parseJson } from "../values/parse-json.js";
import { type Answered, type Check, fail, pass } from "./check.js";
import { declaredOf } from "./declared.js";

const eventStreamReadable: Check = {
  id: "event-stream-readable",
  title: "An event stream has lines of known fields in UTF-8 only",
  source: "WHATWG HTML, section 9.2.5: parsing an event stream",
  look(exchange) {
    const stream = streamOf(exchange);
    if (stream === undefined) return undefined;
    const [broken] = stream.broken;
    return broken === undefined ? pass : fail(`The event stream cannot be read: ${broken}.`);
  },
};

const eventSchema: Check = {
  id: "event-schema",
  title: "The data of each event are what the schema of the stream says",
  source: "OpenAPI 3.1, Media Type Object",
  look(exchange, { answers }) {
    const schema = contentOf(exchange)?.schema;
    const stream = streamOf(exchange);
    if (schema === undefined || stream === undefined || stream.data.length === 0) return undefined;
    const directed = receivedSchema(schema);
    for (const data of stream.data) {
      const [worst] = answers.isValid(directed, data) ? [] : answers.mismatches(directed, data);
      if (worst !== undefined) return fail(`An event's data ${worst.message}.`, worst.pointer);
    }
    return pass;
  },
};

/** What event streams are held to that operations answer with. */
export const streamChecks: readonly Check[] = [eventStreamReadable, eventSchema];

interface Stream {
  /** What is an object in JSON; other data, such as a word that ends the stream, are the server's own. */
  readonly data: readonly Json[];
  readonly broken: readonly string[];
}

/** The events of an answer, but for the last one if it is not whole. */
function streamOf(exchange: Answered): Stream | undefined {
  if (contentOf(exchange) === undefined) return undefined;
  const [data, broken]: [Json[], string[]] = [[], []];
  const parser = createParser({
    onEvent: (event) => data.push(...objectIn(event.data)),
    onError: ({ type, field, value }) =>
      broken.push(type === "unknown-field" ? `there is no field ${field}` : `${value} is no time to wait`),
  });
  try {
    // Where reading ended in the middle of a letter is no matter.
    parser.feed(new TextDecoder("utf-8", { fatal: true }).decode(exchange.outcome.body, { stream: true }));
  } catch {
    broken.push("it is not UTF-8");
  }
  return { data, broken };
}

/** The content that declares the stream; undefined: the answer is none. */
function contentOf(exchange: Answered): Content | undefined {
  if (mediaTypeOf(exchange.outcome) !== "text/event-stream") return undefined;
  return declaredOf(exchange)?.contents.find(({ form }) => form === "sse");
}

function objectIn(text: string): readonly Json[] {
  try {
    const value = parseJson(text);
    return isObject(value) ? [value] : [];
  } catch {
    return [];
  }
}
