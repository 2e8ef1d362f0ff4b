import type { Validator } from "../contract/validator.js";
import { isJsonObject, type Json, type JsonObject } from "../json/json.js";
import { mostTelling } from "../problem/most-telling.js";
import type { ProblemItem } from "../problem/platform-error.js";
import type { FrameCheck } from "./hub.js";

/** The contract's schema of each frame that a client may send. */
const schemas: Readonly<Record<string, string>> = {
  hello: "HelloFrame",
  subscribe: "SubscribeFrame",
  unsubscribe: "UnsubscribeFrame",
  publish: "PublishFrame",
  presence: "PresenceRequest",
  history: "HistoryFrame",
  request: "RequestFrame",
  cast: "CastFrame",
  auth: "AuthFrame",
  ping: "PingFrame",
  pong: "PongFrame",
  error: "ErrorFrame",
};

const maxPlace = 200;

/** Validates frames by the contract's schemas; a `hello` without its subscriptions, which are refused each on its own. */
export function frameCheck(validator: Validator): FrameCheck {
  const checks = new Map(Object.entries(schemas).map(([type, name]) => [type, validator.named(name)]));
  return (frame) => {
    const { type } = frame;
    const check = typeof type === "string" ? checks.get(type) : undefined;
    if (check === undefined) return `The frame's /type must be one of ${[...checks.keys()].join(", ")}.`;
    const item = mostTelling(check(type === "hello" ? withoutSubscriptions(frame) : frame));
    return item === undefined ? undefined : `The frame's ${placeOf(item)} ${item.message}.`;
  };
}

/** Long names of members would leave no room for what is wrong with them. */
function placeOf({ pointer = "" }: ProblemItem): string {
  if (pointer === "") return "content";
  return pointer.length <= maxPlace ? pointer : `${pointer.slice(0, maxPlace)}…`;
}

/** A `hello` whose subscriptions say nothing but their ids. One without an id stays as it is: there is nothing to answer it by. */
function withoutSubscriptions(hello: JsonObject): JsonObject {
  const { subscriptions } = hello;
  return Array.isArray(subscriptions) ? { ...hello, subscriptions: subscriptions.map(idAlone) } : hello;
}

function idAlone(subscription: Json): Json {
  if (!isJsonObject(subscription) || subscription["id"] === undefined) return subscription;
  return { id: subscription["id"], channel: "any" };
}
