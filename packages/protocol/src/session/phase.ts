/** What the session does at the moment to have a connection. */
export type Phase =
  | { readonly name: "idle" | "ended" }
  | { readonly name: "token" | "opening" | "greeting"; readonly until: number }
  | { readonly name: "connected"; readonly since: number }
  | { readonly name: "waiting"; readonly until: number; readonly floor: number };

/** Whether there is an attempt or a connection, that is something to lose. */
export function isUnderWay({ name }: Phase): boolean {
  return name !== "idle" && name !== "ended" && name !== "waiting";
}

/** Whether frames go to and fro. */
export function isOpen({ name }: Phase): boolean {
  return name === "greeting" || name === "connected";
}
