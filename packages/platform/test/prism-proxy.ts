import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Prism, which compares what goes through it with an OpenAPI document. */
export interface PrismProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts Prism's validation proxy in front of a platform, on a free port. A violation becomes an answer of Prism's own. */
export async function startPrism(document: URL, upstream: string): Promise<PrismProxy> {
  const command = createRequire(import.meta.url).resolve("@stoplight/prism-cli/dist/index.js");
  const child = spawn(
    process.execPath,
    [command, "proxy", fileURLToPath(document), upstream, "--port", "0", "--errors", "--cors", "false"],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, NO_COLOR: "1" } },
  );
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  try {
    return { url: await listening(child), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Resolves to the address that Prism prints once it listens; keeps reading, so that the pipe never fills up. */
function listening(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("Prism has no output.");
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Prism ended with exit code ${code} before it listened.`)));
    lines.on("line", (line) => {
      const address = /Prism is listening on (http:\S+)/u.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}
