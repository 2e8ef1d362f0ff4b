import { codes } from "../diagnostics/codes.js";
import { compare } from "../util/compare.js";

const intro = `# Diagnostics of the Contract

What \`parlance lint\` and \`parlance generate\` say about your documents. Each line has the form

    file:line: severity code: message

An **error** means that no SDK can be made. A **warning** means that something was dropped or changed; with \`--strict\` it is
an error. An **info** says what was concluded, so that you can write it down or deny it.
\`generate\` prints all errors and the first twenty warnings and infos, \`lint\` everything; what the languages say is on a
[page of its own](pack-diagnostics.md).

This page is made from \`generator/contract/src/diagnostics/codes.ts\`.
`;

/** The page of all diagnostic codes. */
export function diagnosticsPage(): string {
  const paragraphs = Object.entries(codes)
    .sort(([a], [b]) => compare(a, b))
    .map(([code, { severity, message, help }]) => `## ${code}\n\n**${severity}**: ${message}\n\n${help}\n`);
  return [intro, ...paragraphs].join("\n");
}
