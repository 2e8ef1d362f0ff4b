/** One fenced TypeScript block of a Markdown page. */
export interface Snippet {
  /** Line of its first line of code, from 1. */
  readonly line: number;
  readonly code: string;
}

/** The blocks that begin with a fence of `ts` or `typescript`, in order. Fences inside of lists are not looked for. */
export function snippets(markdown: string): Snippet[] {
  const found: Snippet[] = [];
  for (const match of markdown.matchAll(/^```(?:ts|typescript)\n(?<code>[\s\S]*?)^```$/gm)) {
    const line = markdown.slice(0, match.index).split("\n").length + 1;
    found.push({ line, code: match.groups?.["code"] ?? "" });
  }
  return found;
}
