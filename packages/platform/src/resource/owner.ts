import type { Call } from "../handler.js";
import { projects } from "../security/kinds.js";

/** The workspace of the caller's project. */
export async function workspaceOf(call: Call): Promise<string | null> {
  const project =
    call.caller.type === "anonymous" ? undefined : await call.records.get(projects, call.caller.application.project);
  return project?.data.workspace ?? null;
}

/** The user whose token the caller bears, if it names one. */
export function userOf(call: Call): string | null {
  return call.caller.type === "token" ? (call.caller.claims.sub ?? null) : null;
}
