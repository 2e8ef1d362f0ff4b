import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** What a run of the command left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const bin = fileURLToPath(new URL("../../bin/parlance.js", import.meta.url));

/** Runs the built command in a folder, to its end. */
export async function parlance(folder: string, ...parameters: readonly string[]): Promise<Ended> {
  return start(folder, ...parameters).ended;
}

/** A command that runs. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Resolves as soon as stderr holds the text, after that of the last call; rejects if the command ends first. */
  says(text: string): Promise<void>;
  interrupt(): void;
}

/** Starts the built command in a folder; it is killed when the test ends. */
export function start(folder: string, ...parameters: readonly string[]): Running {
  const child = spawn(process.execPath, [bin, ...parameters], {
    cwd: folder,
    env: { ...process.env, FORCE_COLOR: "" },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const texts = { stdout: "", stderr: "" };
  let heard = 0;
  let listen = (): void => undefined;
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
      listen();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...texts }));
  });
  return {
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        listen = () => {
          const at = texts.stderr.indexOf(text, heard);
          if (at >= 0) {
            heard = at + text.length;
            resolve();
          }
        };
        listen();
        void ended.then(({ stderr }) => reject(new Error(`The command ended before it said "${text}":\n${stderr}`)));
      }),
    interrupt: () => void child.kill("SIGINT"),
  };
}
