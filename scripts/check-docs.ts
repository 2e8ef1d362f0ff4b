import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { links } from "./docs/links.ts";
import { snippets } from "./docs/snippets.ts";
import { parlance } from "./lib/generate.ts";
import { root } from "./lib/root.ts";
import { run } from "./lib/run.ts";
import { credentials, serve } from "./lib/serve.ts";
import { stop } from "./lib/stop.ts";

/** Snippets are written here: inside the repository, so that they import the packages as a user's program would. */
const folder = ".parlance/docs";

const tsconfig = {
  extends: "../../tsconfig.base.json",
  compilerOptions: { lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"], noUnusedLocals: false },
  include: ["*.ts"],
};

/** Pages written for readers. Decisions show shapes with things left out, so their snippets are no programs. */
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

/** Writes the snippets of all pages as files named after page and line; resolves to the paths of README's. */
function writeSnippets(): string[] {
  rmSync(join(root, folder), { recursive: true, force: true });
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, "tsconfig.json"), JSON.stringify(tsconfig));
  return pages().flatMap((page) =>
    snippets(readFileSync(join(root, page), "utf8")).flatMap(({ line, code }) => {
      const path = `${folder}/${page.replaceAll("/", "-")}-${line}.ts`;
      writeFileSync(join(root, path), `${code}\nexport {};\n`);
      return page === "README.md" ? [path] : [];
    }),
  );
}

/** Runs README's programs against a platform of their own. */
async function runPrograms(paths: readonly string[]): Promise<string[]> {
  const server = await serve({ command: parlance, args: ["--port", "0", "--data", `${folder}/data`], quiet: true });
  try {
    const problems: string[] = [];
    for (const path of paths) {
      const { code, output } = await run("node", [path], { env: credentials(server.served), quiet: true });
      if (code !== 0) problems.push(`${path} ended with exit code ${code}\n${output}`);
    }
    return problems;
  } finally {
    await stop(server.child);
  }
}

const programs = writeSnippets();
const typed = await run("node", ["node_modules/@typescript/native/bin/tsc", "-p", folder], { quiet: true });
const problems = [...pages().flatMap(brokenLinks), ...(typed.code === 0 ? [] : [typed.output])];
if (problems.length === 0) problems.push(...(await runPrograms(programs)));
for (const problem of problems) console.error(problem);
console.log(`${pages().length} pages, ${programs.length} programs run, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
