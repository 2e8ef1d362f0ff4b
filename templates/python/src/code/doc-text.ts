import type { Docs } from "@parlance/contract";

/** The paragraphs of a docstring, each once and none of them empty; undefined if there is none. */
export function paragraphs(texts: readonly (string | undefined)[]): string | undefined {
  const said = texts.map((each) => each?.trim() ?? "").filter((each) => each !== "");
  return said.length === 0 ? undefined : [...new Set(said)].join("\n\n");
}

/** What a docstring says of what is deprecated. */
export function deprecation(docs: Docs | undefined): string | undefined {
  const { deprecated } = docs ?? {};
  return typeof deprecated === "string" ? `Deprecated: ${deprecated}` : deprecated ? "Deprecated." : undefined;
}

/** The section of a docstring that says what the arguments are, as far as there is something to say. */
export function argsSection(args: readonly (readonly [name: string, docs: Docs | undefined])[]): string | undefined {
  const described = args.map(([name, docs]) => [name, firstLine(docs?.description)] as const);
  return section(
    "Args",
    described.filter(([, said]) => said !== "").map(([name, said]) => `${name}: ${said}`),
  );
}

/** A titled list in a docstring. */
export function section(title: string, lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : [`${title}:`, ...lines.map((each) => `    ${each}`)].join("\n");
}

/** The first line of a text. */
export function firstLine(text: string | undefined): string {
  return (text ?? "").trim().split("\n")[0]?.trim() ?? "";
}
