import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PrintedFile } from "@parlance/generator";
import { runtimeModule } from "../src/code/runtime.js";

const runtime = fileURLToPath(new URL("../../../packages/runtime/go", import.meta.url));

/** True if there is a Go; without one, tests that need it stand aside outside of CI. */
export const haveGo = spawnSync("go", ["version"]).status === 0;

if (!haveGo && process.env.CI === "true") {
  throw new Error("There is no go in the search path");
}

/** A folder of modules beside the runtime's own, which Go sees as one workspace. */
export class Workspace implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "parlance-go-"));
  readonly #modules: string[] = [];

  /** Adds an SDK as the module of that folder. */
  add(name: string, files: readonly PrintedFile[]): void {
    this.#modules.push(name);
    files.forEach(({ path, text }) => this.write(join(name, path), text));
  }

  /** Adds a file. */
  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** What gofmt would write in another way; one file a line. */
  unformatted(): readonly string[] {
    return lines(run("gofmt", ["-l", "."], this.folder));
  }

  /** What `go build` and `go vet` say of all modules; one complaint a line. */
  vet(): readonly string[] {
    this.#join();
    const packages = this.#modules.map((each) => `./${each}/...`);
    return [["build"], ["vet"]].flatMap((verb) => lines(run("go", [...verb, ...packages], this.folder)));
  }

  /** Runs a program of one of the modules; gives what it printed, or what is wrong with it. */
  run(program: string, input = ""): string {
    this.#join();
    return run("go", ["run", program], this.folder, input);
  }

  /** Lets Go see all modules as one workspace. */
  #join(): void {
    const modules = [runtime, ...this.#modules.map((each) => `./${each}`)];
    const replaced = `replace ${runtimeModule.path} ${runtimeModule.version} => ${runtime}`;
    this.write("go.work", `go 1.26.0\n\nuse (\n${modules.map((each) => `\t${each}\n`).join("")})\n\n${replaced}\n`);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], cwd: string, input = ""): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, input, encoding: "utf8", maxBuffer: 1e9 });
  return status === 0 ? stdout : `${stdout}${stderr}exit code ${status}\n`;
}

function lines(text: string): readonly string[] {
  return text.split("\n").filter((each) => each !== "");
}
