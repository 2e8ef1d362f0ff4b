import type { Json, JsonObject } from "@parlance/contract";
import type { Outgoing } from "./fault.ts";

/** Changes the JSON object that an answer bears; leaves other answers as they are. */
export function editBody(answer: Outgoing, edit: (body: Record<string, Json>) => void): void {
  const body = jsonOf(answer.body);
  if (!isObject(body)) return;
  const copy = structuredClone(body) as Record<string, Json>;
  edit(copy);
  answer.body = Buffer.from(JSON.stringify(copy));
}

/** Changes the items of a page. */
export function editItems(answer: Outgoing, edit: (items: Record<string, Json>[]) => void): void {
  editBody(answer, (body) => {
    if (Array.isArray(body["items"])) edit(body["items"] as Record<string, Json>[]);
  });
}

/** Puts a problem in place of an answer. */
export function refuse(answer: Outgoing, status: number, code: string): void {
  answer.status = status;
  for (const name of ["etag", "location"]) answer.headers.delete(name);
  answer.headers.set("content-type", "application/problem+json");
  if (status === 401) answer.headers.set("www-authenticate", "Bearer");
  answer.body = Buffer.from(
    JSON.stringify({
      type: `https://parlance.dev/errors/${code}`,
      title: "Refused",
      status,
      code,
      detail: "The request is refused.",
      instance: "/",
      retryable: false,
      requestId: answer.headers.get("request-id") ?? "",
    }),
  );
}

/** Bytes as JSON; undefined if they are none. */
export function jsonOf(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    return undefined;
  }
}

/** True for a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
