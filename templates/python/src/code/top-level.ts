import type { Code } from "@parlance/generator";

/** Leaves the two empty lines that stand before a class (PEP 8); one of them is there after imports. */
export function beforeClass<T extends Code>(code: T): T {
  return code.blank().line("");
}
