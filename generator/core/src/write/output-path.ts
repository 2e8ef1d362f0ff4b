import type { PrintedFile } from "../language/printed.js";

/**
 * True for a path that stays below its folder on every system: relative, `/` separators, no `.`, `..` or empty segment,
 * no drive, no control character. Everything else a language pack prints or a manifest lists is refused.
 */
export function isOutputPath(path: string): boolean {
  const segments = path.split("/");
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return segments.every((each) => each !== "" && each !== "." && each !== ".." && !/[\\:\u0000-\u001f]/u.test(each));
}

/**
 * Throws if a language pack printed a path that does not stay below the output folder, or two that are one file on a
 * system that does not tell letter cases apart: a defect of the pack.
 */
export function refuseImpossiblePaths(files: readonly PrintedFile[]): void {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const folded = path.toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) {
      throw new Error(`The language pack printed ${other} and ${path}, which are one file on some systems.`);
    }
    if (!isOutputPath(path) || folded.split("/")[0]?.startsWith(".parlance-") === true) {
      throw new Error(
        `The language pack printed ${JSON.stringify(path)}, which is not a path below the output folder.`,
      );
    }
    seen.set(folded, path);
  }
}
