import { spawnSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PrintedFile } from "@parlance/generator";

/** Folder below the package, so that what is compiled there finds the runtime as an SDK would. */
const output = fileURLToPath(new URL("../.test-output", import.meta.url));

const compiler = join(dirname(createRequire(import.meta.url).resolve("@typescript/native/package.json")), "bin/tsc");

/** Options of the strictest project an SDK must compile in. */
const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable", "esnext.disposable"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Writes files into an empty folder of the given name and says where it is. */
export async function writeProject(name: string, files: readonly PrintedFile[]): Promise<string> {
  const folder = join(output, name);
  await rm(folder, { recursive: true, force: true });
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/**
 * Compiles what `writeProject` wrote, with the native compiler. The answer is what it complains about, one a line, beginning
 * with the folder's name.
 */
export async function compile(name: string, folders: readonly string[]): Promise<string> {
  const project = join(output, `tsconfig.${name}.json`);
  await writeFile(project, JSON.stringify({ compilerOptions, include: folders.map((each) => `${each}/**/*.ts`) }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, "-p", project], {
    cwd: output,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return status === 0 ? "" : `${stdout}${stderr}`;
}
