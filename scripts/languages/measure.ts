import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../lib/root.ts";
import { codeLines } from "./code-lines.ts";
import type { LanguagePart, languages } from "./parts.ts";

/** How large a part of a language is. */
export interface Size {
  readonly files: number;
  /** Lines of code, as `codeLines` counts them. */
  readonly lines: number;
}

/** Measures a part of a language in the tree. */
export function measure({ files, except }: LanguagePart, language: (typeof languages)[number]): Size {
  const found = globSync([...files[language]], { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => except?.test(path) !== true);
  const paths = [...new Set(found)];
  const lines = paths.map((path) => codeLines(path, readFileSync(join(root, path), "utf8")));
  return { files: paths.length, lines: lines.reduce((sum, each) => sum + each, 0) };
}
