const sdkEntries = ["", "/core", "/operations", "/schemas", "/contracts", "/realtime"].map(
  (entry) => `@parlance/sdk${entry}`,
);

/**
 * Who may import what. Each line is a package, its folder, and the exact specifiers of ours it may import; anything of
 * ours that is not listed is refused. This table is the whole architecture: docs/decisions/0001-house.md explains it.
 */
export const table: readonly PackageRule[] = [
  { name: "@parlance/specs", folder: "specs", mayImport: [] },
  { name: "@parlance/contract", folder: "generator/contract", mayImport: [] },
  { name: "@parlance/generator", folder: "generator/core", mayImport: ["@parlance/contract"] },
  {
    name: "@parlance/template-typescript",
    folder: "templates/typescript",
    mayImport: [
      "@parlance/contract",
      "@parlance/generator",
      "@parlance/generator/fidelity",
      "@parlance/runtime/codegen/v1",
      "@parlance/runtime/sockets",
      "@parlance/runtime/validation",
    ],
  },
  {
    name: "@parlance/template-python",
    folder: "templates/python",
    mayImport: ["@parlance/contract", "@parlance/generator", "@parlance/generator/fidelity"],
  },
  {
    name: "@parlance/template-go",
    folder: "templates/go",
    mayImport: ["@parlance/contract", "@parlance/generator", "@parlance/generator/fidelity"],
  },
  {
    name: "parlance",
    folder: "generator/cli",
    mayImport: [
      "@parlance/contract",
      "@parlance/generator",
      "@parlance/template-go",
      "@parlance/template-python",
      "@parlance/template-typescript",
      "@parlance/platform",
      "@parlance/tester",
    ],
  },
  {
    name: "@parlance/template-asyncapi",
    folder: "templates/asyncapi",
    mayImport: ["@parlance/contract", "@parlance/generator", "parlance/languages"],
  },
  { name: "@parlance/protocol", folder: "packages/protocol", mayImport: [], portable: true },
  {
    name: "@parlance/runtime",
    folder: "packages/runtime/typescript",
    mayImport: [
      "@parlance/protocol",
      "@parlance/protocol/cbor",
      "@parlance/protocol/presence",
      "@parlance/protocol/socket",
    ],
    portable: true,
  },
  { name: "@parlance/runtime-go", folder: "packages/runtime/go", mayImport: [] },
  { name: "@parlance/runtime-python", folder: "packages/runtime/python", mayImport: [] },
  {
    name: "@parlance/sdk",
    folder: "packages/sdk/typescript",
    mayImport: ["@parlance/runtime/codegen/v1", "@parlance/runtime/codegen/realtime/v1"],
    portable: true,
  },
  { name: "@parlance/sdk-go", folder: "packages/sdk/go", mayImport: [] },
  { name: "@parlance/sdk-python", folder: "packages/sdk/python", mayImport: [] },
  {
    name: "@parlance/platform",
    folder: "packages/platform",
    mayImport: ["@parlance/contract", "@parlance/protocol", "@parlance/protocol/cbor"],
  },
  {
    name: "@parlance/mutants",
    folder: "packages/mutants",
    mayImport: ["@parlance/contract", "@parlance/platform/testing", "@parlance/tester"],
  },
  {
    name: "@parlance/tester",
    folder: "packages/tester",
    mayImport: ["@parlance/contract", "@parlance/protocol", "@parlance/protocol/socket"],
  },
  {
    name: "@parlance/conformance",
    folder: "packages/conformance",
    mayImport: [
      "@parlance/protocol",
      "@parlance/protocol/cbor",
      "@parlance/protocol/presence",
      "@parlance/platform",
      "@parlance/platform/testing",
      "@parlance/runtime",
      "@parlance/runtime/testing",
      "@parlance/runtime/webhooks",
      "@parlance/runtime/realtime",
      "@parlance/runtime/realtime/presence",
      "@parlance/runtime/realtime/documents",
      "@parlance/runtime/realtime/sse",
      "@parlance/runtime/realtime/cbor",
    ],
  },
  {
    name: "@parlance/examples",
    folder: "examples",
    mayImport: [
      ...sdkEntries,
      "@parlance/runtime/testing",
      "@parlance/runtime/validation",
      "@parlance/runtime/realtime/presence",
      "@parlance/runtime/realtime/documents",
      "@parlance/runtime/realtime/sse",
      "@parlance/platform",
    ],
  },
  {
    name: "@parlance/bench",
    folder: "bench",
    mayImport: [
      ...sdkEntries,
      "@parlance/contract",
      "@parlance/mutants/faults",
      "@parlance/mutants/server",
      "@parlance/protocol",
      "@parlance/runtime",
      "@parlance/runtime/codegen/realtime/v1",
      "@parlance/runtime/codegen/v1",
      "@parlance/runtime/realtime",
      "@parlance/runtime/realtime/cbor",
      "@parlance/runtime/realtime/documents",
      "@parlance/runtime/realtime/presence",
      "@parlance/runtime/realtime/sse",
      "@parlance/runtime/validation",
      "@parlance/platform",
      "@parlance/platform/testing",
      "@parlance/tester",
    ],
  },
];

/** One package's place in the architecture. */
export interface PackageRule {
  readonly name: string;
  /** Relative to the repository, with forward slashes. */
  readonly folder: string;
  /** Exact specifiers of our own packages. */
  readonly mayImport: readonly string[];
  /** Runs in browsers and workers: no Node built-ins in `src`, except in tests and below a folder called `node`. */
  readonly portable?: boolean;
}
