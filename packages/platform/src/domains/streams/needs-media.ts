import type { Operation } from "../../contract/bare-contract.js";
import type { PlatformContract } from "../../contract/platform-contract.js";
import type { OperationId, Operations } from "../../gen/handlers.gen.js";
import type { Call, HandlersOf } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import {
  mediaResources,
  requireMade,
  requireParent,
  requireTrack,
  type MediaName,
  type MediaShown,
} from "./media-records.js";

/** An operation on rooms or calls that may answer 501. */
type MediaNeeding = {
  [Id in OperationId]: Id extends `${"rooms" | "calls"}.${string}`
    ? 501 extends keyof Operations[Id]["responses"]
      ? Id
      : never
    : never;
}[OperationId];

/**
 * The handlers of all operations on rooms and calls that the contract lets answer 501, because they move media: no media
 * backend is configured.
 */
export function mediaNeedingHandlers(contract: PlatformContract): HandlersOf<MediaNeeding> {
  const needing = [...contract.operations.values()].filter(
    (operation) => operation.tags.includes("streams") && declares501(operation),
  );
  // The compiler does not see that the ids are those of the type; a test compares them with the contract.
  return Object.fromEntries(needing.map(({ id }) => [id, needsMedia])) as unknown as HandlersOf<MediaNeeding>;
}

function declares501(operation: Operation): boolean {
  return operation.responses.some((response) => response.status === "501");
}

/** What does not exist is said first: a caller should not look for a media backend that would not help. */
async function needsMedia(call: Call): Promise<never> {
  if (call.path["room"] !== undefined || call.path["call"] !== undefined) await requireParent(call);
  for (const name of Object.keys(mediaResources) as MediaName[]) await requireNamed(call, name);
  if (call.path["track"] !== undefined) await requireTrack(call);
  throw problem(
    "media_unavailable",
    "No media backend is configured, so the platform keeps rooms and calls but moves no media.",
  );
}

async function requireNamed<Name extends MediaName>(call: Call, name: Name): Promise<void> {
  if (call.path[name] !== undefined) await requireMade<MediaShown[Name]>(call, mediaResources[name]);
}
