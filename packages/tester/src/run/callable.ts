import type { Operation } from "@parlance/contract";
import { matches } from "../profile/matches.js";
import type { RunParts } from "./parts.js";

/**
 * The operations that may be called so that something happens on channels: those of the run, or where it has none all that the profile
 * does not skip, for whoever asks for channels alone wants what happens there to be caused.
 */
export function callable({
  operations,
  contract,
  profile: { skip },
}: Pick<RunParts, "operations" | "contract" | "profile">): readonly Operation[] {
  if (operations.length > 0) return operations;
  return contract.operations.filter(({ id }) => !skip.some((each) => matches(each, id)));
}
