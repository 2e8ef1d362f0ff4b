import type { faults as allFaults } from "@parlance/mutants/faults";
import type { Results } from "./results.ts";
import type { Tool } from "./tools/tool.ts";

/** What the page tells of. */
export interface Comparison {
  readonly tools: readonly [own: Tool, ...others: Tool[]];
  readonly faults: typeof allFaults;
  readonly results: Results;
  /** What each tool had for one server, in seconds of its own CPU. */
  readonly cpuSeconds: number;
}

/** The page of what each tool found, as far as it was run. */
export function comparisonPage(comparison: Comparison): string {
  const { tools, faults, results } = comparison;
  const runs = tools.map((tool) => `${tool.name} on ${faults.filter(({ id }) => isRun(results, tool, id)).length}`);
  return [
    introduction(comparison),
    `Of the ${faults.length} faults of REST were run ${runs.join(", ")}.\n`,
    sideBySide(comparison),
    byArea(comparison),
    figures(comparison),
    missed(comparison),
    rows(comparison),
  ].join("\n");
}

function introduction({ tools, cpuSeconds }: Comparison): string {
  const named = tools.map(({ name, version, command }) => `- ${name} ${version}: \`${command}\``);
  return `# The tester beside others

What \`parlance test\` and two tools not written here find in the project's own platform when one fault of
[the kill matrix](kill-matrix.md) is switched on in it. Each tool gets a fresh server in a process of its own, the same OpenAPI document with
the operations of the fault's resource alone, the same valid token, seed 1 where it has seeds, and ${cpuSeconds} seconds of its own CPU (CPU,
because the machine had other work: it is what time is on an idle machine, but for waiting). \`parlance test\` has the tokens of other
classes besides; schemathesis could use one of them (\`--auth-wfc\`), which was not tried. A fault is *found* by a tool that reports a failure which it reports in none of its runs on the
platform without a fault, of which there are two, and four of Specmatic, whose values are others in each. The others are stopped once they have found it. The tools take turns on the same machine.

${named.join("\n")}

Written by \`npm run bench:tester-comparison -w bench\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, 2 cores of Linux.

What this cannot say: there is one seed; the faults are ours, and \`parlance test\` was mended where it missed some; no tool has settings or hooks for the
platform, with which schemathesis reports no false failure ([the contract check](contract-check.md)), and what shows as one of its false failures
counts as missed, such as an allowed value that is refused; longer runs may find more. Runs that the clock ended before they had their CPU are not
counted, unless they had found the fault.
`;
}

/** Each tool beside ours, on the faults that both were run on. */
function sideBySide({ tools: [own, ...others], faults, results }: Comparison): string {
  const lines = others.map((tool) => {
    const run = faults.filter(({ id }) => isRun(results, tool, id) && isRun(results, own, id));
    const found = run.filter(({ id }) => isFound(results, tool, id));
    const foundByOwn = run.filter(({ id }) => isFound(results, own, id));
    const alone = found.filter((fault) => !foundByOwn.includes(fault));
    return [tool.name, ...[run, found, foundByOwn, alone].map(({ length }) => String(length))];
  });
  const head = ["tool", "faults it was run on", "found by it", `found by ${own.name}`, "found by it alone"];
  return `## Side by side\n\n${table(head, lines)}`;
}

function byArea({ tools, faults, results }: Comparison): string {
  const count = (tool: Tool, of: Comparison["faults"]) => {
    const run = of.filter(({ id }) => isRun(results, tool, id));
    return `${run.filter(({ id }) => isFound(results, tool, id)).length} of ${run.length}`;
  };
  const areas = [...new Set(faults.map(({ area }) => area))].map((name) => {
    const of = faults.filter(({ area }) => area === name);
    return [name, String(of.length), ...tools.map((tool) => count(tool, of))];
  });
  const all = ["**all**", String(faults.length), ...tools.map((tool) => count(tool, faults))];
  return `## Found, by area\n\n${table(["area", "faults", ...tools.map(({ name }) => name)], [...areas, all])}`;
}

function figures({ tools, results }: Comparison): string {
  const lines = tools.map((tool) => {
    const all = results.of(tool.name);
    const correct = all.filter(({ fault }) => fault === undefined);
    const wrong = new Set(
      correct.flatMap(({ operations, failures }) => failures.map((each) => `${operations} ${each}`)),
    );
    const sum = (of: (result: (typeof all)[number]) => number) => all.reduce((total, each) => total + of(each), 0);
    const cases = sum((each) => each.cases);
    return [
      tool.name,
      String(wrong.size),
      String(Math.round(cases / all.length)),
      (cases / sum((each) => each.seconds)).toFixed(0),
      (cases / sum((each) => each.cpuSeconds)).toFixed(0),
      `${(sum((each) => each.cpuSeconds) / all.length).toFixed(1)} s`,
    ];
  });
  const head = ["tool", "false failures", "cases a run", "cases/s", "cases per second of CPU", "CPU a run"];
  return `## Figures

False failures are those on the platform without a fault, counted once for each operation and kind. Cases per second are over all of a run, the tool's
start included, with several runs at once on a machine that had other work.

${table(head, lines)}`;
}

function missed({ tools: [own, ...others], faults, results }: Comparison): string {
  const lines = faults.flatMap(({ id }) => {
    if (!isRun(results, own, id) || isFound(results, own, id)) return [];
    return others.flatMap((tool) =>
      (results.found(tool.name, id) ?? []).map((failure) => `- \`${id}\`, ${tool.name}: ${failure}`),
    );
  });
  const told = lines.length === 0 ? "Nothing." : lines.join("\n");
  return `## Found by others and not by \`parlance test\`\n\n${told}\n`;
}

function rows({ tools, faults, results }: Comparison): string {
  const lines = faults.map(({ id, title }) => [
    `\`${id}\``,
    title,
    ...tools.map((tool) => (isFound(results, tool, id) ? "found" : isRun(results, tool, id) ? "–" : "not run")),
  ]);
  return `## Each fault\n\n${table(["fault", "what the server does", ...tools.map(({ name }) => name)], lines)}`;
}

function isRun(results: Results, { name }: Tool, fault: string): boolean {
  return results.found(name, fault) !== undefined;
}

function isFound(results: Results, { name }: Tool, fault: string): boolean {
  return (results.found(name, fault) ?? []).length > 0;
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + lines.map(line).join("");
}
