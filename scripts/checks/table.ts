/** One check: its commands run one after the other in the repository's top folder, and all must end with exit code 0. */
export interface Check {
  readonly name: string;
  readonly about: string;
  readonly commands: readonly (readonly [string, ...string[]])[];
  /** Reads what `npm run build` makes, so that comes first. */
  readonly built?: true;
  /** Part of `npm test`; the others only run in `npm run check`. */
  readonly test?: true;
}

/** Everything `npm run check` looks at beside the test suites. CI runs the same list and no other. */
export const checks: readonly Check[] = [
  { name: "format", about: "oxfmt would change nothing", commands: [["oxfmt", "--check"]] },
  {
    name: "lint",
    about: "oxlint; ruff, gofmt and staticcheck in the workspaces of other languages",
    commands: [
      ["oxlint", "--deny-warnings"],
      ["turbo", "run", "lint"],
    ],
  },
  {
    name: "types",
    about: "TypeScript and Python, strict, go vet; every workspace and the scripts",
    commands: [
      ["turbo", "run", "typecheck"],
      ["node", "node_modules/@typescript/native/bin/tsc", "-p", "scripts"],
    ],
    built: true,
  },
  {
    name: "imports",
    about: "allowed edges, no cycles, no Node built-ins in portable code",
    commands: [["node", "scripts/check-imports.ts"]],
    test: true,
  },
  {
    name: "comments",
    about: "a doc comment on every export",
    commands: [["node", "scripts/check-comments.ts"]],
  },
  {
    name: "api",
    about: "public API equals the snapshots in docs/api",
    commands: [["node", "scripts/check-api.ts"]],
    built: true,
  },
  {
    name: "packages",
    about: "publint and are-the-types-wrong on what npm would publish",
    commands: [["node", "scripts/check-packages.ts"]],
    built: true,
  },
  { name: "manifests", about: "sherif: one version of everything, tidy package.json files", commands: [["sherif"]] },
  { name: "unused", about: "knip: no unused file, export or dependency", commands: [["knip"]] },
  {
    name: "generated",
    about: "generating again changes nothing",
    commands: [["node", "scripts/generate.ts", "--check"]],
    built: true,
    test: true,
  },
  {
    name: "corpus",
    about: "the packs say of the corpus what docs/corpus-diagnostics.md lists",
    commands: [["node", "scripts/write-corpus-diagnostics.ts", "--check"]],
    built: true,
  },
  {
    name: "docs",
    about: "TypeScript in README and docs compiles; links lead somewhere",
    commands: [["node", "scripts/check-docs.ts"]],
    built: true,
    test: true,
  },
];
