import { schemaGroups, type Types } from "@parlance/generator";

/**
 * The module of each type. Types that refer to each other in a circle share one, since modules cannot; so do all that stand
 * in the modules of such types.
 */
export function typeFiles(types: Types): ReadonlyMap<string, string> {
  const shared = new Map<string, string>();
  const find = (file: string): string => {
    const next = shared.get(file);
    return next === undefined ? file : find(next);
  };
  for (const { names } of schemaGroups(types)) {
    const files = [...new Set(names.map((each) => find(types.get(each)?.file ?? each)))].toSorted();
    const [first = ""] = files;
    files.slice(1).forEach((each) => shared.set(each, first));
  }
  return new Map([...types].map(([key, { file }]) => [key, find(file)]));
}
