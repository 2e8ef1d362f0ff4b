import { type Area, areas, type Fault } from "./fault.ts";
import { faults } from "./faults.ts";
import type { Hunted } from "./hunt.ts";

const introduction = `# The kill matrix

What \`parlance test\` finds in the project's own platform when one fault is switched on in it. Each fault is shown to be there
by a probe that does not use the tester (\`packages/mutants/src/probes\`). The tester gets the contract, a credential of each
class and seed 1, sees the operations, channels and webhooks concerned, and is ended after 60 s; only the last proof of the credential comes behind that. A fault counts as found only if the run ends with a
finding; a run that is invalid counts as missed.

This page is written by \`npm run matrix -w @parlance/mutants\`; the fast part of it runs in \`npm test\`.
`;

/** The page of what was found and what was missed, by fault, in the first run; of what was found where nothing is wrong; and of further runs. */
export function matrixPage(
  runs: readonly ReadonlyMap<string, Hunted>[],
  correct: readonly (Hunted & { readonly seed: number })[],
): string {
  const [killed = new Map<string, Hunted>()] = runs;
  return [
    introduction,
    counts(killed),
    agreement(runs),
    falseFindings(correct),
    ...areas.map((area) => section(area, killed)),
    byCheck(killed),
  ].join("\n");
}

function counts(killed: ReadonlyMap<string, Hunted>): string {
  const row = (name: string, of: readonly Fault[]): readonly string[] => {
    const found = of.filter(({ id }) => isFound(killed.get(id))).length;
    return [name, String(of.length), String(found), String(of.length - found), `${percent(found, of.length)} %`];
  };
  const rows = areas.map((area) =>
    row(
      area,
      faults.filter((fault) => fault.area === area),
    ),
  );
  const longest = Math.max(...[...killed.values()].map(({ elapsedMs }) => elapsedMs));
  return `${table(["area", "faults", "found", "missed", "share"], [...rows, row("**all**", faults)])}
The longest run took ${Math.ceil(longest / 1000)} s.
`;
}

/** Whether each run says the same of a fault; nothing of one run alone. */
function agreement(runs: readonly ReadonlyMap<string, Hunted>[]): string {
  if (runs.length < 2) return "";
  const rows = faults.flatMap(({ id }) => {
    const found = runs.filter((killed) => isFound(killed.get(id))).length;
    return found === 0 || found === runs.length ? [] : [[`\`${id}\``, `${found} of ${runs.length}`]];
  });
  const longest = Math.max(...runs.flatMap((killed) => [...killed.values()].map(({ elapsedMs }) => elapsedMs)));
  const same = `${faults.length - rows.length} of ${faults.length} faults have the same verdict in ${runs.length} of ${runs.length} runs`;
  const heading = `## Run again\n\n${same}; the longest of all took ${Math.ceil(longest / 1000)} s.\n`;
  return rows.length === 0 ? heading : `${heading}\n${table(["fault", "found in runs"], rows)}`;
}

function falseFindings(correct: readonly (Hunted & { readonly seed: number })[]): string {
  const rows = correct.map(({ seed, findings, flaky, requests, verdict }) => [
    String(seed),
    verdict,
    String(findings.length),
    String(flaky),
    String(requests),
  ]);
  const named = correct.flatMap(({ seed, findings }) =>
    findings.map(({ check, subject, message }) => `- seed ${seed}: \`${subject}\` ${check}: ${message}`),
  );
  return `## Without a fault

All operations of the platform as it is; every finding here is a false one or a defect of the platform.

${table(["seed", "verdict", "findings", "flaky", "requests"], rows)}${named.length === 0 ? "" : `\n${named.join("\n")}\n`}`;
}

function section(area: Area, killed: ReadonlyMap<string, Hunted>): string {
  const rows = faults
    .filter((fault) => fault.area === area)
    .map(({ id, title }) => [`\`${id}\``, title, told(killed.get(id))]);
  return `## Faults of ${area}\n\n${table(["fault", "what the server does", "found by"], rows)}`;
}

function byCheck(killed: ReadonlyMap<string, Hunted>): string {
  const found = Map.groupBy(
    [...killed].flatMap(([id, { checks }]) => checks.map((check) => ({ id, check }))),
    ({ check }) => check,
  );
  const rows = [...found]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([check, kills]) => {
      const alone = kills.filter(({ id }) => killed.get(id)?.checks.length === 1);
      return [`\`${check}\``, String(kills.length), String(alone.length)];
    });
  return `## By check\n\n${table(["check", "faults found", "found by it alone"], rows)}`;
}

function told(hunted: Hunted | undefined): string {
  if (hunted === undefined) return "not run";
  if (isFound(hunted)) return hunted.checks.map((check) => `\`${check}\``).join(", ");
  return hunted.verdict === "invalid" ? "**missed**: the run is invalid" : "**missed**";
}

/** True if the tester says that the server breaks its contract, and where. */
export function isFound(hunted: Hunted | undefined): boolean {
  return hunted !== undefined && hunted.verdict === "failed" && hunted.findings.length > 0;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "0" : ((part / whole) * 100).toFixed(1);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}
