import type { Diagnostic } from "@parlance/contract";
import type { NameClaim } from "../names/name-claim.js";

/** Two names of the documents are one name in the language. Points at the second and names the place of the first. */
export function nameClash({
  scope,
  first,
  second,
}: {
  readonly scope: string;
  readonly first: NameClaim;
  readonly second: NameClaim;
}): Diagnostic {
  return {
    code: "name-clash",
    severity: "error",
    message:
      `"${second.source}" and "${first.source}" (${first.place.file}:${first.place.line}) ` +
      `are both spelled "${second.spelled}" among the ${scope}.`,
    help: "Rename one of them, or give it another name in SDKs with x-parlance-name.",
    place: second.place,
  };
}
