/** What the packs say of one document: codes by language, once for each time they say it. */
export interface CorpusRow {
  readonly document: string;
  readonly codes: Readonly<Record<string, readonly string[]>>;
}

const introduction = `# Diagnostics over the corpus

What the language packs say of the documents of other people in [corpus.md](corpus.md), and of GitHub's: all that these documents
ask for and an SDK in that language lacks, beside what the Contract lacks in every language, which corpus.md lists. The codes are
explained in [pack-diagnostics.md](pack-diagnostics.md). \`node scripts/write-corpus-diagnostics.ts\` prints this page.
`;

/** The page: documents by languages, those of which no pack says anything in one sentence. */
export function diagnosticsPage(languages: readonly string[], rows: readonly CorpusRow[]): string {
  const told = rows.filter(({ codes }) => languages.some((language) => (codes[language] ?? []).length > 0));
  return [
    introduction,
    tableRow(["document", ...languages]),
    `${"|---".repeat(languages.length + 1)}|`,
    ...told.map(({ document, codes }) =>
      tableRow([document, ...languages.map((language) => counts(codes[language] ?? []))]),
    ),
    "",
    `The packs say nothing of the other ${rows.length - told.length} documents.`,
    "",
  ].join("\n");
}

function counts(codes: readonly string[]): string {
  return [...new Set(codes)]
    .toSorted()
    .map((code) => `${code} × ${codes.filter((each) => each === code).length}`)
    .join(", ");
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
