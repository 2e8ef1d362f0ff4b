import { isJsonObject, type JsonObject } from "../../json/json.js";
import { parseJson } from "../../json/parse-json.js";
import { parseQuery } from "../../http/query.js";
import { PlatformError, type ProblemItem } from "../../problem/platform-error.js";
import { validationFailed } from "../../problem/validation-failed.js";

/** The parameters of `GET /v1/events`, as `streamEvents` in specs/asyncapi.yaml has them. */
export interface EventsQuery {
  /** Each once. */
  readonly channels: readonly string[];
  readonly filter: JsonObject | undefined;
  /** How many older messages of each channel to begin with. */
  readonly rewind: number | undefined;
  readonly cursor: string | undefined;
  readonly ticket: string | undefined;
  readonly waitSeconds: number;
}

/** The bounds of the parameters. */
export interface EventsQueryLimits {
  readonly subscriptionsPerConnection: number;
  readonly channelNameLength: number;
  readonly filterBytes: number;
}

const maxCursor = 8192;
const maxTicket = 200;
const defaultWait = 25;
const maxWait = 60;
const maxRewind = 1000;
const known: ReadonlySet<string> = new Set(["channel", "filter", "rewind", "cursor", "ticket", "wait"]);

/** Reads and validates the query. Throws `validation_failed` with every parameter that is refused, unknown ones among them. */
export function readEventsQuery(url: string, limits: EventsQueryLimits): EventsQuery {
  const query = parseQuery(url);
  const refused: ProblemItem[] = [];
  const refuse = (parameter: string, code: ProblemItem["code"], message: string): void => {
    refused.push({ parameter, code, message });
  };
  const one = (name: string, max: number): string | undefined => {
    const [value, ...others] = query.get(name) ?? [];
    if (others.length > 0) refuse(name, "maximum", "must be given once");
    if (value === "") refuse(name, "minimum", "must not be empty");
    if (value !== undefined && value.length > max) refuse(name, "maximum", `must be at most ${max} characters`);
    return value;
  };
  for (const name of query.keys()) if (!known.has(name)) refuse(name, "unknown", "is not known here");
  const channels = [...new Set(query.get("channel") ?? [])];
  if (channels.length > limits.subscriptionsPerConnection)
    refuse("channel", "maximum", `must be at most ${limits.subscriptionsPerConnection} channels`);
  if (channels.includes("")) refuse("channel", "minimum", "must not be empty");
  if (channels.some((channel) => channel.length > limits.channelNameLength))
    refuse("channel", "maximum", `must be at most ${limits.channelNameLength} characters`);
  const filterText = one("filter", limits.filterBytes);
  const cursor = one("cursor", maxCursor);
  const ticket = one("ticket", maxTicket);
  const waitSeconds = wholeNumber(one("wait", 2) ?? String(defaultWait));
  if (!(waitSeconds <= maxWait)) refuse("wait", "maximum", `must be a whole number from 0 to ${maxWait}`);
  const rewindText = one("rewind", 4);
  const rewind = rewindText === undefined ? undefined : wholeNumber(rewindText);
  if (rewind !== undefined && !(rewind >= 1 && rewind <= maxRewind))
    refuse("rewind", "maximum", `must be a whole number from 1 to ${maxRewind}`);
  const filter = filterText === undefined || filterText === "" ? undefined : filterOf(filterText);
  if (typeof filter === "string") refuse("filter", "format", filter);
  if (refused.length > 0) throw validationFailed(refused);
  return { channels, filter: typeof filter === "string" ? undefined : filter, rewind, cursor, ticket, waitSeconds };
}

/** What digits say; NaN for any other text. */
function wholeNumber(text: string): number {
  return /^\d+$/u.test(text) ? Number(text) : NaN;
}

/** The filter, or what is wrong with its text. */
function filterOf(text: string): JsonObject | string {
  const wanted = 'must be a filter as JSON, such as {"event":"order.paid"}';
  try {
    const filter = parseJson(text);
    return isJsonObject(filter) ? filter : wanted;
  } catch (error) {
    if (error instanceof PlatformError) return `${wanted}: ${error.message.replace(/\.$/u, "")}`;
    throw error;
  }
}
