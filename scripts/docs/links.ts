import { posix } from "node:path";

/** The relative links of a Markdown page as paths from the repository's top; addresses and anchors are left out. */
export function links(page: string, markdown: string): string[] {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```$/gm, "").replaceAll(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\((?<target>[^)\s]+)\)/g)]
    .map((match) => match.groups?.["target"] ?? "")
    .filter((target) => !/^[a-z]+:|^#/.test(target))
    .map((target) => posix.join(posix.dirname(page), target.replace(/#.*$/, "")));
}
