import { perform } from "./checks/perform.ts";
import { suites } from "./checks/suites.ts";
import { checks } from "./checks/table.ts";
import { lastLine, sum, type Tally } from "./checks/tally.ts";
import { build } from "./lib/build.ts";

const usage = `npm run check [-- NAME…]

Without a name: everything. \`tests\` is what \`npm test\` runs, \`rest\` is everything else. Names:
${[...checks, { name: "suites", about: "every test suite" }].map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join("\n")}`;

const groups: Readonly<Record<string, readonly string[]>> = {
  tests: [...checks.filter((check) => check.test).map((check) => check.name), "suites"],
  rest: checks.filter((check) => !check.test).map((check) => check.name),
};
const known = [...checks.map((check) => check.name), "suites"];
const asked = process.argv.slice(2).flatMap((name) => groups[name] ?? [name]);
const unknown = asked.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  console.error(`There is no check named ${unknown.join(", ")}.\n\n${usage}`);
  process.exitCode = 2;
} else {
  const chosen = new Set(asked.length > 0 ? asked : known);
  const verdict = await verify(chosen).catch((error: unknown): Tally => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  console.log(lastLine(verdict));
  process.exitCode = verdict.failed > 0 ? 1 : 0;
}

async function verify(names: ReadonlySet<string>): Promise<Tally> {
  const chosen = checks.filter((check) => names.has(check.name));
  if (names.has("suites") || chosen.some((check) => check.built)) await build();
  return sum([await perform(chosen), ...(names.has("suites") ? [await suites()] : [])]);
}
