import { build } from "./build.ts";
import { run } from "./run.ts";
import { readManifest } from "./workspaces.ts";

/** The command's file, as `node` runs it. */
export const parlance = "generator/cli/bin/parlance.js";

/** Everything in the repository that is made from `specs/`, in the order in which one needs the other. */
const specs = ["--openapi", "specs/openapi.yaml", "--asyncapi", "specs/asyncapi.yaml"];

/** Makes every generated file anew, or, with `check`, only compares and writes nothing. Resolves to an exit code. */
export async function generate(options: { readonly check: boolean; readonly signal?: AbortSignal }): Promise<number> {
  const check = options.check ? ["--check"] : [];
  const codes = await run("node", ["scripts/spec-codes.ts", ...check], options);
  await build({ ...options, only: "parlance" });
  const frames = await run("node", ["scripts/write-frames.ts", ...check], options);
  const sdk = await run("node", [...generateCommand("typescript"), ...check], options);
  const python = await run("node", [...generateCommand("python", "parlance-sdk"), ...check], options);
  const go = await run("node", [...generateCommand("go", goModule), ...check], options);
  const server = await run("node", [...serverCommand, ...check], options);
  const languages = await run("node", ["scripts/write-languages.ts", ...check], options);
  return codes.code || frames.code || sdk.code || python.code || go.code || server.code || languages.code;
}

/** Go gets packages by their place in a repository. */
const goModule = "github.com/parlance-dev/parlance/packages/sdk/go";

/** The types that the platform's handlers are checked against. */
const serverCommand = [
  parlance,
  "generate",
  ...specs,
  "--language",
  "typescript-server",
  "--out",
  "packages/platform/src/gen",
];

/**
 * The version is the one that changesets wrote into the SDK's package.json, and so is the name, unless the language has a
 * registry of its own; all the rest comes from the documents.
 */
function generateCommand(language: string, registered?: string): string[] {
  const out = `packages/sdk/${language}`;
  const { name, version } = readManifest(out);
  const target = ["--language", language, "--out", out, "--package", registered ?? name, "--version", version];
  return [parlance, "generate", ...specs, ...target];
}
