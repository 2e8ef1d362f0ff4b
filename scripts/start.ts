import { join } from "node:path";
import { parseArgs } from "node:util";

import { build } from "./lib/build.ts";
import { firstSteps, takeFirstSteps } from "./lib/first-steps.ts";
import { freePort } from "./lib/free-port.ts";
import { generate, parlance } from "./lib/generate.ts";
import { root } from "./lib/root.ts";
import { run } from "./lib/run.ts";
import { credentials, pusherSettings, serve, type Served, type Server } from "./lib/serve.ts";
import { stop } from "./lib/stop.ts";

const usualPort = 7300;
/** The longest time for the tester, in milliseconds, and its page. */
const testMs = 180_000;
const report = ".parlance/contract-report.html";

/** The port asked for or a failure; without a wish the usual one, or the next that is free. */
async function choosePort(wish: string | undefined): Promise<number> {
  if (wish !== undefined) {
    const port = /^\d{1,5}$/.test(wish) && Number(wish) < 65_536 ? await freePort(Number(wish)) : undefined;
    if (port !== undefined) return port;
    throw new Error(
      `Port ${wish} is taken or no port. Stop what listens there, or choose another: npm start -- --port N`,
    );
  }
  for (let port = usualPort; port < usualPort + 100; port += 1) {
    if ((await freePort(port)) !== undefined) {
      if (port !== usualPort) console.log(`Port ${usualPort} is taken, so ${port} it is.`);
      return port;
    }
  }
  throw new Error(`Ports ${usualPort} to ${usualPort + 99} are all taken. Choose one: npm start -- --port N`);
}

async function start(port: number, signal: AbortSignal): Promise<Server> {
  console.log("1. Generating the SDK from specs/ …");
  const code = await generate({ check: false, signal });
  if (code !== 0) throw new Error(`Generating failed with exit code ${code}; the diagnostics stand above.`);

  console.log("2. Building …");
  await build({ signal });

  console.log("3. Starting the platform with a development application …");
  const args = ["--port", String(port), "--data", ".parlance/data"];
  return serve({ command: parlance, args, log: join(root, ".parlance/platform.log"), signal });
}

function lines(settings: Record<string, string>): string {
  return Object.entries(settings)
    .map(([name, value]) => `  ${name}=${value}`)
    .join("\n");
}

function describe(served: Served): string {
  const { url, token } = served;
  return `
The platform listens at ${url}

${lines(credentials(served))}

With Pusher's libraries:

${lines(pusherSettings(served))}

  curl -H "Authorization: Bearer ${token}" ${url}/v1/tunnels

It stays up until you press Ctrl-C. Records are kept in .parlance/data, the log in .parlance/platform.log,
what the tester saw in ${report}.`;
}

/** What another language's program lacks is told; without the SDK in TypeScript nothing here would be of use. */
async function showFirstSteps(env: Record<string, string>, signal: AbortSignal): Promise<void> {
  for (const steps of firstSteps) {
    console.log(`\n   ${steps.language}\n`);
    const trouble = await takeFirstSteps(steps, { env, signal });
    signal.throwIfAborted();
    if (trouble === undefined) continue;
    if (steps.needs === undefined) throw new Error(trouble);
    console.log(trouble);
  }
}

/** Tests a platform of its own, so that nothing is created and deleted in the one that stays up. */
async function showContract(signal: AbortSignal): Promise<void> {
  console.log("5. Testing a platform like it against its contract, some domains of it …\n");
  const limit = AbortSignal.any([signal, AbortSignal.timeout(testMs)]);
  const { code } = await run("node", ["packages/mutants/src/look.ts", "--html", report], { signal: limit });
  if (signal.aborted) return;
  console.log(code === 0 ? "" : `\nThe test ended with exit code ${code}; the platform stays up all the same.`);
}

async function main(signal: AbortSignal): Promise<number> {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  const server = await start(await choosePort(values.port), signal);
  try {
    console.log("4. Running the same first steps through the SDK of each language …");
    await showFirstSteps(credentials(server.served), signal);
    await showContract(signal);
    console.log(describe(server.served));
    return await server.ended;
  } finally {
    await stop(server.child);
  }
}

const stopping = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => stopping.abort());

try {
  const code = await main(stopping.signal);
  process.exitCode = stopping.signal.aborted ? 0 : code;
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
