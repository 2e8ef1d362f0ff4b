import type { Json } from "@parlance/contract";
import { isObject, isScalar } from "../values/json-kinds.js";
import { parseJson } from "../values/parse-json.js";

/** A request at a sink, byte for byte. */
export interface Delivery {
  /** Names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** Headers that name a delivery: those of Standard Webhooks, of Svix and of GitHub, and what others call alike. */
const idHeader = /^(?:webhook-id|svix-id|.+-(?:delivery|delivery-id|event-id|message-id|webhook-id|request-id))$/u;

/** The value of a header, by its name in lower case. */
export function headerOf({ headers }: Delivery, name: string): string | undefined {
  return headers.find(([each]) => each === name)?.[1];
}

/** The id in the headers, which is the same on every attempt; undefined if there is none. */
export function idInHeaders({ headers }: Delivery): string | undefined {
  const found = headers.filter(([name]) => idHeader.test(name));
  return (found.find(([name]) => name === "webhook-id" || name === "svix-id") ?? found[0])?.[1];
}

/** The body as JSON; undefined if it is none. */
export function jsonIn({ body }: Pick<Delivery, "body">): Json | undefined {
  try {
    return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** What attempts of one delivery have in common, as far as can be told: the id in the headers or in the body, else the body. */
export function sameDelivery(delivery: Delivery): string {
  const id = idInHeaders(delivery);
  if (id !== undefined) return id;
  const json = jsonIn(delivery);
  const own = isObject(json) ? json["id"] : undefined;
  return isScalar(own) ? String(own) : Buffer.from(delivery.body).toString("base64");
}
