import { CORE_SCHEMA, constructFromEvents, EVENT_ID, type Event, mergeTag, parseEvents, YAMLException } from "js-yaml";

import type { Json } from "../model/json.js";
import { limits } from "./limits.js";
import { ParseFailure } from "./parse-failure.js";
import { refuseExpansion } from "./refuse-expansion.js";
import type { Parsed } from "./parsed.js";
import { yamlLines } from "./yaml-lines.js";

/** YAML 1.2 core plus merge keys; dates stay strings, as JSON Schema needs them. */
const schema = CORE_SCHEMA.withTags(mergeTag);

/**
 * Parses the first document of a YAML text.
 *
 * @throws ParseFailure if the text is not YAML, is nested too deep, holds a number that is none in JSON, or its aliases
 * are circular or expand without bound.
 */
export function parseYaml(text: string): Parsed {
  let events: Event[];
  let root: Json;
  try {
    events = parseEvents(text, { maxDepth: limits.depth });
    root = (constructFromEvents(events, { source: text, schema })[0] ?? null) as Json;
  } catch (cause) {
    throw explain(cause);
  }
  const lines = yamlLines(text, events, root);
  if (events.some((event) => event.type === EVENT_ID.ALIAS)) refuseExpansion(root, lines);
  const further = events.filter((event) => event.type === EVENT_ID.DOCUMENT).length > 1;
  return { root, lines, findings: further ? [{ code: "document-further-dropped", line: 1 }] : [] };
}

function explain(cause: unknown): unknown {
  if (!(cause instanceof YAMLException)) return cause;
  const line = (cause.mark?.line ?? 0) + 1;
  if (/nesting|depth/i.test(cause.reason)) return new ParseFailure("nesting-too-deep", line, "", { cause });
  return new ParseFailure("syntax-invalid", line, cause.reason, { cause });
}
