/** The languages of the table, in its order. */
export const languages = ["typescript", "python", "go"] as const;

/** What a language consists of: for each language the files, as patterns from the repository's top. */
export interface LanguagePart {
  readonly name: string;
  readonly files: Readonly<Record<(typeof languages)[number], readonly string[]>>;
  /** Files that the patterns find and that belong to another part. */
  readonly except?: RegExp;
}

const tests = /\.test\.ts$|_test\.go$|[._]gen\.\w+$/u;
const notPrinters = /\/(?:names|server|schemas|contracts)\/|syntax\.ts$|\.test\.ts$/u;

/** The parts in the order in which they are written. */
export const parts: readonly LanguagePart[] = [
  {
    name: "Runtime, and the session machine",
    files: {
      typescript: ["packages/runtime/typescript/src/**/*.ts", "packages/protocol/src/**/*.ts"],
      python: ["packages/runtime/python/src/**/*.py"],
      go: ["packages/runtime/go/**/*.go"],
    },
    except: tests,
  },
  {
    name: "Its tests",
    files: {
      typescript: ["packages/{protocol,runtime/typescript}/**/*.test.ts"],
      python: ["packages/runtime/python/tests/**/*.py"],
      go: ["packages/runtime/go/**/*_test.go"],
    },
    except: /node_modules/u,
  },
  {
    name: "Printers of frames and codes",
    files: {
      typescript: ["scripts/frames/print-{types,codes}.ts"],
      python: ["scripts/frames/print-python*.ts"],
      go: ["scripts/frames/print-go*.ts"],
    },
  },
  {
    name: "Testee, and how it is started",
    files: {
      typescript: ["packages/conformance/testees/typescript/*.ts"],
      python: ["packages/conformance/testees/python/*.py", "packages/conformance/src/testee/python-testee.ts"],
      go: ["packages/conformance/testees/go/*.go", "packages/conformance/src/testee/go-testee.ts"],
    },
  },
  {
    name: "Pack: printers",
    files: {
      typescript: ["templates/typescript/src/**/*.ts"],
      python: ["templates/python/src/**/*.ts"],
      go: ["templates/go/src/**/*.ts"],
    },
    except: notPrinters,
  },
  {
    name: "Pack: names and syntax",
    files: {
      typescript: ["templates/typescript/src/{names/*,code/*syntax}.ts"],
      python: ["templates/python/src/{names/*,code/*syntax}.ts"],
      go: ["templates/go/src/{names/*,code/*syntax}.ts"],
    },
    except: /\.test\.ts$/u,
  },
  {
    name: "Pack: schemas for validation",
    files: { typescript: ["templates/typescript/src/{schemas,contracts}/*.ts"], python: [], go: [] },
    except: /\.test\.ts$/u,
  },
  {
    name: "Pack of the server's types",
    files: { typescript: ["templates/typescript/src/server/*.ts"], python: [], go: [] },
  },
  {
    name: "Tests of the pack",
    files: {
      typescript: ["templates/typescript/{src,test}/**/*.test.ts", "templates/typescript/test/*.ts"],
      python: ["templates/python/{src,test}/**/*.test.ts", "templates/python/test/*.{ts,py}"],
      go: ["templates/go/{src,test}/**/*.test.ts", "templates/go/test/*.ts"],
    },
  },
  {
    name: "Scripts of its checks",
    files: { typescript: [], python: ["scripts/python.ts", "scripts/python/*.ts"], go: [] },
  },
  {
    name: "SDK, generated",
    files: {
      typescript: ["packages/sdk/typescript/src/**/*.ts"],
      python: ["packages/sdk/python/src/**/*.py"],
      go: ["packages/sdk/go/*.go"],
    },
  },
];

/** Most lines of printers a pack may have; what differs between languages is spelling, and all else is in generator/core. */
export const mostPrinterLines = 1500;
