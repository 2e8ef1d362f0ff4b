/** Lets the tester loose on servers that nobody here wrote, each against documents of its own. See docs/foreign-servers.md. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readContract } from "@parlance/contract";
import { emptyProfile, type Finding, type Run, testContract } from "@parlance/tester";
import { matches } from "../src/profile/matches.ts";
import { hasCorpus } from "./foreign-servers/mocks.ts";
import { foreignServers } from "./foreign-servers/foreign-servers.ts";
import { perform } from "./foreign-servers/process.ts";
import { type Outcome, foreignServersPage } from "./foreign-servers/page.ts";
import type { Explained, ForeignServer } from "./foreign-servers/server.ts";

/** How long each is tested, in seconds, and how long an answer may take, in milliseconds: some never come. */
const [seconds, timeoutMs] = [30, 2000];

const repository = new URL("../../../", import.meta.url);
const work = fileURLToPath(new URL(".parlance/foreign-servers/", repository));
const requirements = fileURLToPath(new URL("foreign-servers/requirements.txt", import.meta.url));
const [wanted = ""] = process.argv.slice(2).filter((each) => !each.startsWith("--"));

process.exitCode = await main();

async function main(): Promise<number> {
  await mkdir(work, { recursive: true });
  await perform("python3", ["-m", "venv", join(work, "venv")], work);
  await perform(join(work, "venv/bin/pip"), ["install", "--quiet", "--requirement", requirements], work);
  if (!hasCorpus) console.log("There is no corpus beside this checkout: the mocks of its documents stand aside.");
  const outcomes: Outcome[] = [];
  for (const server of foreignServers({ python: join(work, "venv/bin"), mocks: hasCorpus }))
    if (server.name.includes(wanted)) outcomes.push(await test(server));
  if (process.argv.includes("--write"))
    await writeFile(fileURLToPath(new URL("docs/foreign-servers.md", repository)), foreignServersPage(outcomes));
  const missing = hasCorpus || process.env["CI"] !== "true" ? 0 : 1;
  const failed = outcomes.filter(({ unexplained, run }) => unexplained.length > 0 || run.verdict === "invalid").length;
  console.log(`${outcomes.length - failed} passed, ${failed + missing} failed`);
  return failed + missing === 0 ? 0 : 1;
}

async function test(server: ForeignServer): Promise<Outcome> {
  const folder = join(work, server.name.replaceAll(/[^\w.]+/gu, "-"));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const running = await server.start(folder);
  try {
    const { openapi, asyncapi } = running;
    const { perspective } = server;
    const { contract } = await readContract({ openapi, asyncapi, ...(perspective !== undefined && { perspective }) });
    if (contract === undefined) throw new Error(`The documents of ${server.name} cannot be read.`);
    const run = await testContract({
      contract,
      url: running.url,
      profile: { ...emptyProfile, ...server.profile },
      seconds,
      timeoutMs,
      ...(server.only !== undefined && { only: server.only }),
    });
    return told({ server, run, contract, ...sorted(run, server.explained) });
  } finally {
    await running.close();
  }
}

function told(outcome: Outcome): Outcome {
  const { server, run, unexplained } = outcome;
  const numbers = `${run.requests} requests, ${run.findings.length} findings, ${unexplained.length} unexplained`;
  console.log(`${server.name}: ${run.verdict}, ${numbers}${run.reason === undefined ? "" : ` (${run.reason})`}`);
  for (const { subject, check, message } of unexplained) console.log(`  ${subject} [${check}] ${message}`);
  return outcome;
}

/** The findings by the cause that was found by hand, and those without one. */
function sorted({ findings }: Run, explained: readonly Explained[]): Pick<Outcome, "causes" | "unexplained"> {
  const causeOf = (finding: Finding) => explained.find((each) => speaksOf(each, finding));
  return {
    causes: explained.map((each) => ({ ...each, findings: findings.filter((finding) => causeOf(finding) === each) })),
    unexplained: findings.filter((finding) => causeOf(finding) === undefined),
  };
}

function speaksOf({ check, subject, says }: Explained, finding: Finding): boolean {
  return finding.check === check && matches(subject, finding.subject) && finding.message.includes(says);
}
