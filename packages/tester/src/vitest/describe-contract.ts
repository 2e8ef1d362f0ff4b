import { type Contract, formatDiagnostic, type Perspective, readContract } from "@parlance/contract";
import { beforeAll, describe, test } from "vitest";
import { emptyProfile, type Profile } from "../profile/profile.js";
import { readProfile } from "../profile/read-profile.js";
import { findingLines } from "../report/terminal.js";
import { type Subject, subjectsOf } from "../report/subjects.js";
import type { Finding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { selectSubjects, testContract, type TestOptions } from "../test-contract.js";
import { TesterError } from "../tester-error.js";

/** A server that was started to be tested. */
export interface Target {
  /** The server's address, with the path that stands before every operation's. */
  readonly url: string;
  /** Ends the server when the tests are over. */
  readonly close?: () => void | Promise<void>;
}

/** Which server is to keep which documents. */
export interface DescribeOptions extends Pick<TestOptions, "seed" | "seconds" | "only" | "timeoutMs" | "settleMs"> {
  /** Files, relative to the working folder. */
  readonly openapi?: string | readonly string[];
  readonly asyncapi?: string | readonly string[];
  /** Whose operations AsyncAPI 3 documents describe that do not say it. Default `client`. */
  readonly perspective?: Perspective;
  /** The address of a running server, or what starts one. */
  readonly target: string | (() => Target | Promise<Target>);
  /** A profile, or its file. Default: nothing known beside the documents. */
  readonly profile?: string | Profile;
  /** Milliseconds that the whole run may take. Default 120,000. */
  readonly longestMs?: number;
}

/**
 * Registers a test for each operation, channel and webhook of the documents. The server is tested once before them all; each
 * test fails with the findings about its subject, and is skipped with the reason where that was not covered. A run of which
 * nothing can be said fails them all.
 *
 * Sends real requests that create, change and delete: never name a server whose data matter.
 *
 * @throws {TesterError} `contract-unreadable`, `profile-unreadable`, `profile-invalid`, `environment-missing`, `nothing-to-test`,
 * while the tests are collected; before the first test what `testContract` throws
 */
export function describeContract(options: DescribeOptions): void {
  describe("contract", async () => {
    const contract = await contractOf(options);
    const profile = await profileOf(options.profile);
    const subjects = selectSubjects(contract, options.only, profile.skip);
    const results = new Map<string, Subject>();
    let run: Run | undefined;

    beforeAll(async () => {
      run = await testTarget(options, contract, profile);
      if (run.verdict === "invalid") throw new Error(`Nothing can be said of the server: ${run.reason}.`);
      for (const each of subjectsOf(run)) results.set(keyOf(each), each);
    }, options.longestMs ?? 120_000);

    const register = (group: Subject["group"], names: readonly string[]) => {
      if (names.length === 0) return;
      describe(`${group}`, () => {
        test.for(names)("%s", (name, { skip }) => {
          throwFindings(run, (each) => each.subject === name);
          const open = results.get(keyOf({ group, name }))?.open;
          if (open !== undefined) skip(`not covered: ${open}`);
        });
      });
    };
    const known = {
      operations: subjects.operations.map(({ id }) => id),
      channels: subjects.channels.map(({ name }) => name),
      webhooks: subjects.webhooks.map(({ name }) => name),
    };
    register("operations", known.operations);
    register("channels", known.channels);
    register("webhooks", known.webhooks);
    const all = new Set(Object.values(known).flat());
    test("everything else", () => throwFindings(run, ({ subject }) => !all.has(subject)));
  });
}

async function testTarget(
  { target, seed, seconds, only, timeoutMs, settleMs }: DescribeOptions,
  contract: Contract,
  profile: Profile,
): Promise<Run> {
  const { url, close } = typeof target === "string" ? { url: target } : await target();
  try {
    return await testContract({
      contract,
      profile,
      url,
      ...(seed !== undefined && { seed }),
      ...(seconds !== undefined && { seconds }),
      ...(only !== undefined && { only }),
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(settleMs !== undefined && { settleMs }),
    });
  } finally {
    await close?.();
  }
}

/** Throws what a person needs to see and repeat the findings. */
function throwFindings(run: Run | undefined, isIts: (finding: Finding) => boolean): void {
  if (run === undefined) throw new Error("The server was not tested.");
  const findings = run.findings.filter(isIts);
  if (findings.length === 0) return;
  const error = new Error(findings.flatMap((each, index) => findingLines(each, index + 1, run)).join("\n"));
  // What led here is not in this program.
  error.stack = `${error.name}: ${error.message}`;
  throw error;
}

/** Reads the documents. */
export async function contractOf({
  openapi,
  asyncapi,
  perspective,
}: Pick<DescribeOptions, "openapi" | "asyncapi" | "perspective">): Promise<Contract> {
  const { contract, diagnostics } = await readContract({
    openapi: listOf(openapi),
    asyncapi: listOf(asyncapi),
    ...(perspective !== undefined && { perspective }),
  });
  if (contract !== undefined) return contract;
  throw new TesterError({
    code: "contract-unreadable",
    message: diagnostics.map((each) => formatDiagnostic(each)).join("\n"),
    help: "Mend the documents; parlance lint says the same.",
  });
}

function profileOf(profile: string | Profile | undefined): Promise<Profile> {
  return typeof profile === "string" ? readProfile(profile, process.env) : Promise.resolve(profile ?? emptyProfile);
}

function listOf(files: string | readonly string[] = []): readonly string[] {
  return typeof files === "string" ? [files] : files;
}

function keyOf({ group, name }: Pick<Subject, "group" | "name">): string {
  return `${group} ${name}`;
}
