import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { PrintedFile } from "@parlance/generator";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const pyright = join(dirname(createRequire(import.meta.url).resolve("pyright/package.json")), "index.js");

/** True if there is a Python; without one, tests that need it stand aside outside of CI. */
export const havePython = spawnSync("python3", ["--version"]).status === 0;

if (!havePython && process.env.CI === "true") {
  throw new Error("There is no python3 in the search path");
}

/** A folder of SDKs, all of which Python and pyright see. */
export class Project implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "parlance-python-"));

  /** Adds the modules of an SDK. */
  add(files: readonly PrintedFile[]): void {
    for (const { path, text } of files.filter((each) => each.path.startsWith("src/"))) {
      this.write(path, text);
    }
  }

  /** Adds a file. */
  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Runs a program with every warning an error; gives what it said, empty if all went well. */
  run(program: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): string {
    this.write("program.py", program);
    return run("scripts/python.ts", ["python", "-W", "error", join(this.folder, "program.py"), ...args], {
      PYTHONPATH: join(this.folder, "src"),
      PYTHONDONTWRITEBYTECODE: "1",
      ...env,
    });
  }

  /** What pyright says of all files, strictly; one complaint a line. */
  typecheck(): readonly string[] {
    run("scripts/python.ts", []);
    const config = {
      include: ["."],
      extraPaths: ["src"],
      typeCheckingMode: "strict",
      pythonVersion: "3.10",
      venvPath: join(repository, ".parlance"),
      venv: "python",
    };
    this.write("pyrightconfig.json", JSON.stringify(config));
    const { stdout } = spawnSync(process.execPath, ["--max-old-space-size=6000", pyright, "--outputjson"], {
      cwd: this.folder,
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    const { generalDiagnostics, summary } = JSON.parse(stdout) as Report;
    if (summary.filesAnalyzed === 0) {
      throw new Error("pyright looked at no file");
    }
    return generalDiagnostics.map(
      ({ file, message, range }) => `${file.slice(this.folder.length + 1)}:${range.start.line + 1} ${message}`,
    );
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Report {
  readonly generalDiagnostics: readonly {
    readonly file: string;
    readonly message: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
  readonly summary: { readonly filesAnalyzed: number };
}

function run(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, script), ...args], {
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  return status === 0 ? stdout : `exit code ${status}\n${stdout}${stderr}`;
}
