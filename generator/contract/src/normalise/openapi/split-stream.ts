import { placeOf, type Cursor } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { Content, Operation, Response } from "../../model/operation.js";
import { stringOf } from "../../util/json-values.js";
import type { Session } from "../session.js";
import { freeId } from "./operation-id.js";

/**
 * An operation that answers with one value or with a sequence, as the caller asks, is two methods in an SDK: the second
 * is `<id>Stream`, or what `x-parlance-stream-id` says.
 */
export function splitStream(
  operation: Operation,
  written: Cursor<JsonObject>,
  options: { readonly taken: Map<string, Cursor>; readonly session: Session },
): Operation[] {
  if (!operation.responses.some(offersBoth)) return [operation];
  const { taken, session } = options;
  const stream = freeId(
    stringOf(written.value["x-parlance-stream-id"]) ?? `${operation.id}Stream`,
    new Set(taken.keys()),
  );
  taken.set(stream, written);
  session.diagnostics.report("stream-split", placeOf(written), { id: operation.id, stream });
  return [
    { ...operation, responses: operation.responses.map((response) => keep(response, (content) => !isStream(content))) },
    { ...operation, id: stream, responses: operation.responses.map((response) => keep(response, isStream)) },
  ];
}

function keep(response: Response, wanted: (content: Content) => boolean): Response {
  return offersBoth(response) ? { ...response, contents: response.contents.filter(wanted) } : response;
}

function offersBoth({ status, contents }: Response): boolean {
  return status.startsWith("2") && contents.some(isStream) && contents.some((content) => content.form === "json");
}

function isStream({ form }: Content): boolean {
  return form === "sse" || form === "jsonl";
}
