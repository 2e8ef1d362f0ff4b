import type { ReadResult } from "../read-contract.js";
import { compare } from "../util/compare.js";

const intro = `# The corpus

What the Contract reader makes of documents of other people: real OpenAPI and AsyncAPI documents, unchanged. They are not in
this repository (licences differ); \`generator/contract/src/corpus.test.ts\` finds them beside it and updates this page with
\`vitest run -u\`. Each Contract is printed as OpenAPI and read again, which gives the same schemas.

| document | operations | schemas | messages | errors | warnings and infos |
|---|---|---|---|---|---|
`;

/** The page that lists what was read and what was said about it. */
export function corpusPage(results: ReadonlyMap<string, ReadResult>): string {
  const rows = [...results].sort(([a], [b]) => compare(a, b)).map(([document, result]) => row(document, result));
  return `${intro}${rows.join("\n")}\n`;
}

function row(document: string, { contract, diagnostics }: ReadResult): string {
  const errors = count(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code));
  const others = count(diagnostics.filter(({ severity }) => severity !== "error").map(({ code }) => code));
  const sizes = contract
    ? [contract.operations.length + contract.webhooks.length, contract.schemas.length, contract.messages.length]
    : ["", "", ""];
  return `| ${[document, ...sizes, errors, others].join(" | ")} |`;
}

function count(codes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => compare(a, b))
    .map(([code, times]) => (times === 1 ? code : `${code} × ${times}`))
    .join(", ");
}
