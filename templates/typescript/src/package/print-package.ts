import type { JsonObject } from "@parlance/contract";
import type { NamedContract, PrintedFile, PrintOptions } from "@parlance/generator";
import manifest from "../../package.json" with { type: "json" };

/** Entry of the package → file that holds it. */
const entries = {
  ".": "index",
  "./core": "core.gen",
  "./operations": "operations.gen",
  "./schemas": "schemas.gen",
  "./contracts": "contracts.gen",
};

/** The entry of an SDK with channels. */
const realtimeEntry = { "./realtime": "realtime.gen" };

/** The entry of an SDK with sockets that do not speak the Parlance protocol. */
const socketsEntry = { "./sockets": "sockets.gen" };

/** Prints what makes the files a package: `package.json` and `tsconfig.json`. Neither format has a place for a header. */
export function printPackage(
  { contract, channels, sockets }: NamedContract,
  options: PrintOptions,
): readonly PrintedFile[] {
  const { "@parlance/runtime": runtime, typebox } = manifest.devDependencies;
  const packageJson: JsonObject = {
    name: options.packageName,
    version: options.packageVersion,
    description: `SDK of ${contract.info.title}.`,
    ...(contract.info.license === undefined ? {} : { license: contract.info.license }),
    type: "module",
    sideEffects: false,
    files: ["dist"],
    exports: Object.fromEntries(
      Object.entries({
        ...entries,
        ...(channels.length > 0 ? realtimeEntry : {}),
        ...(sockets.channels.length > 0 ? socketsEntry : {}),
      }).map(([key, file]) => [key, { types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` }]),
    ),
    scripts: { build: "tsc", typecheck: "tsc --noEmit" },
    dependencies: { "@parlance/runtime": runtime, typebox },
    devDependencies: { typescript: manifest.dependencies.typescript },
    engines: { node: ">=22" },
  };
  return [
    { path: "package.json", text: json(packageJson) },
    { path: "tsconfig.json", text: json(tsconfig) },
  ];
}

const tsconfig: JsonObject = {
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable", "esnext.disposable"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    skipLibCheck: true,
    declaration: true,
    rootDir: "src",
    outDir: "dist",
  },
  include: ["src"],
};

function json(value: JsonObject): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
