/** Languages by the endings of their files, and what begins a line of comment or of import in each. */
const besides: Readonly<Record<string, RegExp>> = {
  ts: /^(?:\/\/|\/\*|\*(?=[\s/]|$)|import\b|\} from ")/u,
  go: /^(?:\/\/|\/\*|\*(?=[\s/]|$)|package\b|import\b|"[^"]*"$)/u,
  py: /^(?:#|import\b|from\b)/u,
};

/**
 * How many lines of code a file has: without those that are blank, comment, or import (an import over several lines counts with
 * its names). Docstrings of Python count as comment.
 */
export function codeLines(path: string, text: string): number {
  const kind = path.slice(path.lastIndexOf(".") + 1);
  const pattern = besides[kind];
  const code = kind === "py" ? text.replaceAll(/^\s*"""[\s\S]*?"""$/gmu, "") : withoutImports(text);
  return code.split("\n").filter((line) => line.trim() !== "" && pattern?.test(line.trim()) !== true).length;
}

function withoutImports(text: string): string {
  return text
    .replaceAll(/^import (?:type )?\{[^}]*\} from "[^"]*";$/gmu, "")
    .replaceAll(/^import \([\s\S]*?^\)$/gmu, "");
}
