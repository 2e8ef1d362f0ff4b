import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "../..");

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number>>;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const workflow = parse(readFileSync(join(import.meta.dirname, "workflow.yaml"), "utf8")) as Workflow;
const steps = workflow.jobs["contract"]?.steps ?? [];

/** A folder like a checkout in which `npm ci` has run. */
function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), "parlance-workflow-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ["node_modules", "specs"]) symlinkSync(join(root, name), join(folder, name));
  copyFileSync(join(import.meta.dirname, "profile.yaml"), join(folder, "profile.yaml"));
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

test("The workflow's commands start a server, test it and write what its other steps upload", async () => {
  const folder = checkout();
  // One shell runs all of them, so that the server ends with it; each ends at the first failure, as GitHub's do.
  const commands = steps.flatMap(({ run }) => (run === undefined || run === "npm ci" ? [] : [run]));
  const script = ["set -eo pipefail", "set -m", "trap 'kill -- -$(jobs -p)' EXIT", ...commands].join("\n");
  const env = {
    ...process.env,
    PORT: String(await freePort()),
    PATH: [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
  };
  const { failure, output } = await new Promise<{ failure: Error | null; output: string }>((ended) => {
    execFile("bash", ["-c", script], { cwd: folder, env, timeout: 100_000 }, (error, stdout, stderr) =>
      ended({ failure: error, output: stdout + stderr }),
    );
  });
  expect({ failure, output }).toMatchObject({ failure: null });
  expect(output).toContain("PASSED: no finding");
  const uploads = steps.filter(({ uses }) => uses?.includes("upload"));
  const sarif = uploads.map((each) => each.with?.["sarif_file"]).find((each) => each !== undefined);
  expect(JSON.parse(readFileSync(join(folder, String(sarif)), "utf8"))).toMatchObject({ version: "2.1.0" });
  const paths = uploads.flatMap((each) => String(each.with?.["path"] ?? "").split("\n")).filter(Boolean);
  expect(paths.filter((each) => !existsSync(join(folder, each)))).toEqual([]);
  expect(paths).toEqual(["contract.html", "contract.xml", "contract-cases"]);
}, 120_000);
