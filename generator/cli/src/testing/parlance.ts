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
  /** Resolves to the text of a stream up to the given one, counted from the last call; rejects if the command ends first. */
  until(stream: "stdout" | "stderr", text: string): Promise<string>;
  interrupt(): void;
}

/** Starts the built command in a folder; it is killed when the test ends. */
export function start(folder: string, ...parameters: readonly string[]): Running {
  const { FORCE_COLOR: _, ...env } = process.env;
  const child = spawn(process.execPath, [bin, ...parameters], { cwd: folder, env });
  onTestFinished(() => void child.kill("SIGKILL"));
  const texts = { stdout: "", stderr: "" };
  const heard = { stdout: 0, stderr: 0 };
  let listen = (): void => undefined;
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      texts[stream] += text;
      listen();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...texts }));
  });
  return {
    ended,
    until: (stream, text) =>
      new Promise((resolve, reject) => {
        listen = () => {
          const at = texts[stream].indexOf(text, heard[stream]);
          if (at >= 0) {
            resolve(texts[stream].slice(heard[stream], at));
            heard[stream] = at + text.length;
            listen = () => undefined;
          }
        };
        listen();
        void ended.then(({ stderr }) => reject(new Error(`The command ended before it said "${text}":\n${stderr}`)));
      }),
    interrupt: () => void child.kill("SIGINT"),
  };
}
