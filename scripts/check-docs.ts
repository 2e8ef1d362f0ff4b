import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { links } from "./docs/links.ts";
import { program } from "./docs/program.ts";
import { parlance } from "./lib/generate.ts";
import { root } from "./lib/root.ts";
import { run } from "./lib/run.ts";
import { credentials, serve } from "./lib/serve.ts";
import { stop } from "./lib/stop.ts";

/** Programs are written here: inside the repository, so that they import the packages as a user's program would. */
const folder = ".parlance/docs";

const tsconfig = {
  extends: "../../tsconfig.base.json",
  compilerOptions: { lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"], noUnusedLocals: false },
  include: ["*.ts"],
};

/** Pages written for readers. Decisions show shapes with things left out, so their code is no program. */
function pages(): string[] {
  const patterns = ["*.md", "docs/*.md", "{generator,templates,packages,examples,bench,specs}/**/*.md"];
  return globSync(patterns, { cwd: root, exclude: (path) => /node_modules|CHANGELOG|dist/.test(path) })
    .map((path) => path.replaceAll("\\", "/"))
    .sort();
}

function brokenLinks(page: string): string[] {
  const targets = links(page, readFileSync(join(root, page), "utf8"));
  return targets.filter((target) => !existsSync(join(root, target))).map((target) => `${page} links to ${target}`);
}

/** Writes the programs of all pages as files named after their pages; resolves to the pages that have one. */
function writePrograms(): string[] {
  rmSync(join(root, folder), { recursive: true, force: true });
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, "tsconfig.json"), JSON.stringify(tsconfig));
  return pages().filter((page) => {
    const code = program(readFileSync(join(root, page), "utf8"));
    if (code !== undefined) writeFileSync(join(root, programPath(page)), `${code}\nexport {};\n`);
    return code !== undefined;
  });
}

function programPath(page: string): string {
  return `${folder}/${page.replaceAll("/", "-")}.ts`;
}

/** Runs README's program against a platform of its own. */
async function runReadme(): Promise<string[]> {
  const server = await serve({
    command: parlance,
    args: ["--port", "0", "--data", `${folder}/data`],
    log: join(root, folder, "platform.log"),
  });
  try {
    const path = programPath("README.md");
    const { code, output } = await run("node", [path], { env: credentials(server.served), quiet: true });
    return code === 0 ? [] : [`README.md: its program ended with exit code ${code}\n${output}`];
  } finally {
    await stop(server.child);
  }
}

const programs = writePrograms();
const typed = await run("node", ["node_modules/@typescript/native/bin/tsc", "-p", folder], { quiet: true });
const problems = [...pages().flatMap(brokenLinks), ...(typed.code === 0 ? [] : [typed.output]), ...(await runReadme())];
for (const problem of problems) console.error(problem);
console.log(`${pages().length} pages, ${programs.length} with programs, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
