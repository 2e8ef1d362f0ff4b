import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer } from "./server.ts";

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const parlance = fromRoot("generator/cli/bin/parlance.js");
const compiler = fromRoot("node_modules/@typescript/native/bin/tsc");
const document = fromRoot("node_modules/@octokit/openapi/generated/api.github.com.json");

/** Below this workspace, so that the SDK finds its runtime as an installed one would. */
const scratch = fileURLToPath(new URL("../.parlance", import.meta.url));

const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  outDir: "out",
};

describe("An SDK generated of GitHub's document", () => {
  let project: string;

  beforeAll(async () => {
    await mkdir(scratch, { recursive: true });
    project = await mkdtemp(join(scratch, "github-"));
    const sdk = join(project, "node_modules/@github/sdk");
    const names = ["--package", "@github/sdk", "--version", "1.0.0"];
    await node([parlance, "generate", "--openapi", document, "--language", "typescript", "--out", sdk, ...names]);
    await node([compiler, "-p", sdk]);
    await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
    await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
    await copyFile(fileURLToPath(new URL("program.ts", import.meta.url)), join(project, "program.ts"));
    await node([compiler, "-p", project]);
  }, 180_000);

  afterAll(() => rm(project, { recursive: true, force: true }));

  it("reads a list through 429, 500 and a dropped connection, keeps unknown values and types the errors", async () => {
    await using server = await startServer();
    const stdout = await node([join(project, "out/program.js")], { GITHUB_URL: server.url });

    const list = "/repos/octocat/hello-world/issues";
    expect(stdout.trim().split("\n")).toEqual([
      "again after status_429",
      "#1347 Found a bug (one of us)",
      "#1348 Crash on start (a stranger)",
      "again after status_500",
      "#1349 Add dark mode (APPRENTICE)",
      "#1350 Typo in README (FIRST_TIME_CONTRIBUTOR)",
      "again after connection_failed",
      "#1351 Release 2.0 (one of us)",
      "5 issues",
      `first page: 2 issues, more to come, Link: <${server.url}${list}?per_page=2&page=2>; rel="next", ` +
        `<${server.url}${list}?per_page=2&page=3>; rel="last"`,
      "404 Not Found, see https://docs.github.com/rest/issues/issues#get-an-issue (C0FF:EE:7)",
    ]);
    expect(server.log).toEqual([
      `GET ${list}?state=all&per_page=2 429`,
      `GET ${list}?state=all&per_page=2 200`,
      `GET ${list}?state=all&per_page=2&page=2 500`,
      `GET ${list}?state=all&per_page=2&page=2 200`,
      `GET ${list}?state=all&per_page=2&page=3 drop`,
      `GET ${list}?state=all&per_page=2&page=3 200`,
      `GET ${list}?per_page=2 200`,
      `GET ${list}/404 404`,
    ]);
  }, 60_000);
});

/** Runs a program; what it said stands in the error if it fails. */
async function node(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const child = promisify(execFile)(process.execPath, args, {
    env: { ...process.env, ...environment },
    maxBuffer: 1 << 26,
  });
  return child.then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => {
      throw new Error(`node ${args.join(" ")} failed\n${stdout}${stderr}`);
    },
  );
}
