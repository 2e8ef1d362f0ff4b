import type { Operation } from "@parlance/contract";
import { chosenName } from "../names/chosen-name.js";

/** Where an operation lives in the client: `client.<resource>.<resource>.<method>`, in the document's words. */
export interface OperationPath {
  readonly resource: readonly string[];
  readonly method: string;
}

/**
 * Reads the path from the operation id: `rooms.members.list`, `repos/list-for-org` and `users:get` nest at their
 * separators. An id without any belongs to its first tag; without a tag, to the client itself.
 */
export function operationPath(operation: Operation): OperationPath {
  const id = chosenName(operation.id, operation.extensions);
  const words = id.split(/[./:]+/u).filter((each) => /[\p{L}\p{N}]/u.test(each));
  const method = words.at(-1) ?? id;
  const resource = words.length > 1 ? words.slice(0, -1) : operation.tags.slice(0, 1);
  return { resource, method };
}
