import type { ProblemItem } from "./platform-error.js";

/**
 * The item that says most about what was meant: the deepest. Where a value may be one thing or another, those that it is not meant
 * to be complain further out. Of some that are as deep, the first; one about an unknown member is about what holds the member.
 */
export function mostTelling(items: readonly ProblemItem[]): ProblemItem | undefined {
  const [first] = items.toSorted((one, other) => depth(other) - depth(one));
  return first;
}

function depth({ pointer = "", code }: ProblemItem): number {
  return 2 * pointer.split("/").length - (code === "unknown" ? 1 : 0);
}
