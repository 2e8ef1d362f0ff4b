import type { Scenario } from "../scenario/scenario.js";
import { variants } from "../scenario/variants.js";
import type { TesteeFeatures } from "../testee/protocol.js";
import type { Feature } from "./load-features.js";
import { languageOf } from "./unproven.js";

const introduction = `# Features

What each language's runtime can do, as its testee declares it. A testee that declares a feature is held to the scenarios that need it
([scenarios.md](scenarios.md)), or to the test that is linked; — is a feature that is missing. Printed by
\`npx vitest run test/features -u\` in \`packages/conformance\`, never by hand.
`;

/** The text of `docs/features.md`: features by languages, and the scenarios that are known to fail. */
export function featuresPage(
  features: readonly Feature[],
  scenarios: readonly Scenario[],
  testees: readonly TesteeFeatures[],
): string {
  const runs = scenarios.flatMap(variants);
  const groups = [...new Set(features.map(({ group }) => group))];
  const tables = groups.map((group) =>
    [
      `## ${group}\n`,
      row(["feature", "", ...testees.map(({ language }) => language), "scenarios"]),
      `${"|---".repeat(testees.length + 3)}|`,
      ...features.filter((feature) => feature.group === group).map((feature) => featureRow(feature, testees, runs)),
    ].join("\n"),
  );
  return `${[introduction, tables.join("\n\n"), knownFailures(testees)].join("\n")}\n`;
}

function featureRow(feature: Feature, testees: readonly TesteeFeatures[], runs: readonly Scenario[]): string {
  const proofs = runs.filter(({ needs }) => needs.includes(feature.id));
  const cells = testees.map((testee) => cell(feature, testee, proofs));
  const count = feature.tests === undefined ? String(proofs.length) : "";
  return row([`\`${feature.id}\``, feature.title, ...cells, count]);
}

function cell({ id, tests }: Feature, testee: TesteeFeatures, proofs: readonly Scenario[]): string {
  if (!testee.features.includes(id)) return "—";
  const test = tests?.[languageOf(testee.language)];
  if (test !== undefined) return `[yes](../${test})`;
  const failing = proofs.filter(({ name }) => testee.knownFailures[name] !== undefined).length;
  return failing === 0 ? "yes" : `but for ${failing}`;
}

function knownFailures(testees: readonly TesteeFeatures[]): string {
  const rows = testees.flatMap((testee) =>
    Object.entries(testee.knownFailures).map(([scenario, reason]) => row([testee.language, scenario, reason])),
  );
  const table = rows.length === 0 ? ["None."] : [row(["language", "scenario", "reason"]), "|---|---|---|", ...rows];
  return `\n## Known failures\n\nThey run, and one that passes fails the build.\n\n${table.join("\n")}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
