import type { Operation } from "../../contract/bare-contract.js";
import type { PlatformContract } from "../../contract/platform-contract.js";
import type { Answer, Call, Handlers } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import { mediaResources, requireMade, requireParent, requireTrack, type MediaName } from "./media-records.js";

/**
 * The handlers of all operations on rooms and calls that the contract lets answer 501, because they move media: no media
 * backend is configured.
 */
export function mediaNeedingHandlers(contract: PlatformContract): Handlers {
  const needing = [...contract.operations.values()].filter(
    (operation) => operation.tags.includes("streams") && declares501(operation),
  );
  return Object.fromEntries(needing.map(({ id }) => [id, needsMedia]));
}

function declares501(operation: Operation): boolean {
  return operation.responses.some((response) => response.status === "501");
}

/** What does not exist is said first: a caller should not look for a media backend that would not help. */
async function needsMedia(call: Call): Promise<Answer> {
  if (call.path["room"] !== undefined || call.path["call"] !== undefined) await requireParent(call);
  for (const name of Object.keys(mediaResources) as MediaName[]) {
    if (call.path[name] !== undefined) await requireMade(call, name);
  }
  if (call.path["track"] !== undefined) await requireTrack(call);
  throw problem(
    "media_unavailable",
    "No media backend is configured, so the platform keeps rooms and calls but moves no media.",
  );
}
