/**
 * The TypeScript blocks of a Markdown page as one program, since a later block may use what an earlier one made. All
 * other lines are empty, so that a compiler's line is the page's line. Undefined when the page has no such block.
 */
export function program(markdown: string): string | undefined {
  let inside = false;
  let found = false;
  const lines = markdown.split("\n").map((line) => {
    if (line.startsWith("```")) {
      inside = !inside && /^```(?:ts|typescript)$/.test(line);
      found ||= inside;
      return "";
    }
    return inside ? line : "";
  });
  return found ? lines.join("\n") : undefined;
}
