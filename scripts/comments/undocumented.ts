import { parseSync } from "oxc-parser";

/** An exported declaration without a doc comment. */
export interface Undocumented {
  readonly line: number;
  readonly name: string;
}

/** The declarations a file exports without saying what they are. Re-exports are documented where they are declared. */
export function undocumented(path: string, source: string): Undocumented[] {
  const { program, comments } = parseSync(path, source);
  const docEnds = comments.filter(({ type, value }) => type === "Block" && value.startsWith("*")).map(({ end }) => end);
  const found: Undocumented[] = [];
  let previous = "";
  for (const node of program.body) {
    if (node.type !== "ExportNamedDeclaration" || !node.declaration) continue;
    const name = nameOf(node.declaration);
    const documented = docEnds.some((end) => end <= node.start && source.slice(end, node.start).trim() === "");
    // The signatures of an overloaded function share the comment of the first.
    if (!documented && name !== previous) found.push({ line: source.slice(0, node.start).split("\n").length, name });
    previous = name;
  }
  return found;
}

function nameOf(declaration: object): string {
  const node = declaration as { id?: { name?: string }; declarations?: { id: { name?: string } }[] };
  return node.id?.name ?? node.declarations?.[0]?.id.name ?? "";
}
