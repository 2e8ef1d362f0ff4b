/** True if a name is one that a pattern means; `*` stands for any letters. */
export function matches(pattern: string, id: string): boolean {
  const source = pattern.split("*").map((each) => each.replaceAll(/[.+?^${}()|[\]\\]/gu, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`, "u").test(id);
}
