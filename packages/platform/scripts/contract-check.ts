/** Lets schemathesis, a tool not written here, check the running platform against specs/. See docs/contract-check.md. */
import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createPlatform, type Platform } from "@parlance/platform";

/** What is read of schemathesis' JSON report. */
interface Report {
  readonly complete: boolean;
  readonly operations: { readonly total: number; readonly tested: number };
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly {
    readonly title: string;
    readonly count: number;
    readonly operations: readonly string[];
  }[];
}

const repository = new URL("../../../", import.meta.url);
const work = fileURLToPath(new URL(".parlance/contract-check/", repository));
const settings = fileURLToPath(new URL("contract-check/", import.meta.url));

process.exitCode = await main();

async function main(): Promise<number> {
  await mkdir(work, { recursive: true });
  await need("redocly", ["bundle", "specs/openapi.yaml", "--output", `${work}openapi.json`]);
  await need("python3", ["-m", "venv", `${work}venv`]);
  await need(`${work}venv/bin/pip`, ["install", "--quiet", "--requirement", `${settings}requirements.txt`]);
  const platform = await startPlatform();
  try {
    return await check(platform);
  } finally {
    await platform.close();
  }
}

/** A platform in memory that takes calls as fast as they come, with the half of TURN that needs no server. */
function startPlatform(): Promise<Platform> {
  const turn = { urls: ["turn:127.0.0.1:3478"], realm: "parlance.example", secret: "only-for-the-contract-check" };
  return createPlatform({ callsPerSecond: 1_000_000, checkAnswers: true, drainMs: 1000, logLevel: "error", turn });
}

async function check(platform: Platform): Promise<number> {
  const token = await harmlessToken(platform);
  const report = `${work}report.json`;
  await rm(report, { force: true });
  const code = await run(
    `${work}venv/bin/schemathesis`,
    [
      `--config-file=${settings}schemathesis.toml`,
      "run",
      `${work}openapi.json`,
      `--url=${platform.url}`,
      `--header=Authorization: Bearer ${token}`,
      "--checks=all",
      "--no-color",
      "--report=json",
      `--report-json-path=${report}`,
    ],
    {
      PYTHONPATH: settings,
      PYTHONDONTWRITEBYTECODE: "1",
      HYPOTHESIS_STORAGE_DIRECTORY: `${work}hypothesis`,
    },
  );
  const { operations, test_cases: cases, failures, complete } = JSON.parse(await readFile(report, "utf8")) as Report;
  const failing = new Set(failures.flatMap((failure) => failure.operations)).size;
  const succeeded = await operationsThatSucceeded(platform);
  const untested = operations.total - operations.tested;
  console.log(
    `${cases.generated} cases; ${succeeded} of ${operations.total} operations have also answered with success.`,
  );
  const whole = complete && code <= 1 && (code === 0) === (failing === 0) && (await answers(platform, token));
  if (!whole) console.log("The run is not whole: it was cut short, or the token was lost on the way.");
  const failed = failing + untested + (whole ? 0 : 1);
  console.log(`${operations.tested - failing} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** A token that may do everything but see the application it belongs to, which random calls would soon have deleted. */
async function harmlessToken(platform: Platform): Promise<string> {
  const document = JSON.parse(await readFile(`${work}openapi.json`, "utf8")) as {
    components: { securitySchemes: { bearer: { "x-parlance-scopes": Record<string, string> } } };
  };
  const scopes = Object.keys(document.components.securitySchemes.bearer["x-parlance-scopes"]);
  const domains = new Set(scopes.map((scope) => scope.replace(/:.*$/u, ":*")));
  domains.delete("applications:*");
  const others = { id: { ne: platform.application.clientId } };
  const grants = [{ scopes: [...domains] }, { scopes: ["applications:*"], resources: others }];
  const response = await fetch(`${platform.url}/v1/tokens`, {
    method: "POST",
    headers: { Authorization: `Bearer ${await platform.token()}`, "Content-Type": "application/json" },
    body: JSON.stringify({ lifetimeSeconds: 3600, grants }),
  });
  if (response.status !== 201) throw new Error(`No token: ${await response.text()}`);
  return ((await response.json()) as { token: string }).token;
}

/** Whether the token still works. If not, schemathesis has been looking at refusals. */
async function answers(platform: Platform, token: string): Promise<boolean> {
  const response = await fetch(`${platform.url}/v1/whoami`, { headers: { Authorization: `Bearer ${token}` } });
  return response.ok;
}

/** How many operations have answered 2xx at least once, by the platform's own count. */
async function operationsThatSucceeded(platform: Platform): Promise<number> {
  const headers = { Authorization: `Bearer ${await platform.token()}` };
  const metrics = await (await fetch(`${platform.url}/v1/metrics`, { headers })).text();
  return new Set([...metrics.matchAll(/^parlance_calls_total\{operation="([^"]+)",status="2/gmu)].map(([, id]) => id))
    .size;
}

async function need(command: string, args: readonly string[]): Promise<void> {
  const code = await run(command, args);
  if (code !== 0) throw new Error(`\`${command} ${args.join(" ")}\` ended with exit code ${code}; see above.`);
}

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: fileURLToPath(repository),
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
