import type { Contract } from "@parlance/contract";
import type { Finding, Run } from "@parlance/tester";
import type { Explained, ForeignServer } from "./server.ts";

/** What became of one server. */
export interface Outcome {
  readonly server: ForeignServer;
  readonly contract: Contract;
  readonly run: Run;
  /** What was examined by hand, with what was found of it in this run. */
  readonly causes: readonly (Explained & { readonly findings: readonly Finding[] })[];
  readonly unexplained: readonly Finding[];
}

/** The page about all servers. */
export function foreignServersPage(outcomes: readonly Outcome[]): string {
  return `# Servers of others

What \`parlance test\` says of servers that nobody here wrote, each against documents that are not ours either. Every finding was examined by hand;
its cause stands below. \`npm run foreign-servers\` tests them again and fails for a finding that has no cause here; with \`-- --write\` it writes this page.
It needs Python 3, and installs the servers into \`.parlance/foreign-servers\`. The documents of Prism's mocks are other people's and not in this repository: without them
the mocks are left out.

| server | | documents | requests | seconds | findings |
|---|---|---|---|---|---|
${outcomes.map(row).join("\n")}

${outcomes.map(section).join("\n")}`;
}

function row({ server, contract, run }: Outcome): string {
  const { operations, channels } = contract;
  const documents = [
    ...(operations.length > 0 ? [count(operations.length, "operation")] : []),
    ...(channels.length > 0 ? [count(channels.length, "channel")] : []),
  ];
  const seconds = (run.elapsedMs / 1000).toFixed(0);
  return `| ${server.name} | ${server.title} | ${documents.join(", ")} | ${run.requests} | ${seconds} | ${run.findings.length} |`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function section({ server, causes, unexplained }: Outcome): string {
  const found = causes.filter(({ findings }) => findings.length > 0);
  const lines = found.map(({ check, findings, cause }) => `| ${subjects(findings)} | \`${check}\` | ${cause} |`);
  const open = unexplained.map(
    ({ subject, check, message }) => `| \`${subject}\` | \`${check}\` | not examined: ${message} |`,
  );
  const table = ["| subject | check | cause |", "|---|---|---|", ...lines, ...open].join("\n");
  return `## ${server.name}\n\n${lines.length + open.length === 0 ? "No finding." : table}\n`;
}

/** A few names, and how many more there are. */
function subjects(findings: readonly Finding[]): string {
  const names = [...new Set(findings.map(({ subject }) => subject))];
  const shown = names.slice(0, 4).map((each) => `\`${each}\``);
  return [...shown, ...(names.length > 4 ? [`${names.length - 4} more`] : [])].join(", ");
}
