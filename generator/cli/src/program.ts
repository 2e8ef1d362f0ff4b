import { Command } from "commander";
import type { GenerateFlags } from "./commands/generate-flags.js";
import type { LintFlags } from "./commands/lint.js";
import type { ReplayFlags } from "./commands/replay.js";
import type { ServeFlags } from "./commands/serve.js";
import type { TestFlags } from "./commands/test.js";
import type { ExitCode } from "./exit-code.js";
import { ownVersion } from "./generator-identity.js";
import { languages } from "./languages.js";

const exitCodes = `
Exit codes:
  0  fine
  1  findings: with --check, the output differs; the tested server does not keep its contract
  2  the input or the run is unusable; a diagnostic names file, line and remedy
  3  a defect of parlance`;

const testExitCodes = `

Exit codes:
  0  no finding
  1  findings
  2  nothing can be said: documents, profile or credential cannot be used, or the run was too short`;

const replayExitCodes = `

Exit codes:
  0  it no longer fails
  1  it still fails
  2  that cannot be told: what it is about is gone, say, or the server does not answer`;

/**
 * The command line. Commands are loaded when they are called, so that help and an unchanged run stay quick; `done` gets
 * the exit code of the one that was.
 */
export function program(done: (code: ExitCode) => void): Command {
  const parlance = new Command("parlance")
    .description(
      "Turns OpenAPI and AsyncAPI documents into SDKs, tests servers against them, and serves the Parlance platform.",
    )
    .version(ownVersion(), "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .showHelpAfterError("Run parlance --help for the commands and options.")
    .addHelpText("after", exitCodes)
    .exitOverride();
  addGenerate(parlance, done);
  addLint(parlance, done);
  addTest(parlance, done);
  addReplay(parlance, done);
  addServe(parlance, done);
  return parlance;
}

function addGenerate(parlance: Command, done: (code: ExitCode) => void): void {
  parlance
    .command("generate")
    .description("make SDKs from a contract")
    .option("--config <file>", "config file (default: parlance.config.* of this folder, unless a document is named)")
    .option("--openapi <file>", "OpenAPI document; may be given several times", collect)
    .option("--asyncapi <file>", "AsyncAPI document; may be given several times", collect)
    .option("--language <names...>", `one or several of ${languages.join(", ")}`, list)
    .option("--out <folder>", "output folder; with several languages one folder for each below it")
    .option(
      "--package <name>",
      "name of the package (default: the title of the first document); of one language: go=example.com/acme/sdk; may be given several times",
      collect,
    )
    .option("--version <version>", "version of the package (default: the document's if it is x.y.z, else 0.1.0)")
    .option("--environment-prefix <prefix>", "prefix of environment variables (default: from the package name)")
    .option(
      "--perspective <side>",
      "client or server: whose operations AsyncAPI 3 documents describe that do not say it",
    )
    .option("--check", "compare, write nothing, and exit with 1 if the output differs")
    .option("--watch", "generate again whenever a document changes")
    .option("--strict", "take warnings for errors")
    .option("--force", "replace generated files even if they were edited")
    .option("--json", "print the result as one line of JSON")
    .addHelpText(
      "after",
      examples("generate", [
        "--openapi openapi.yaml --language typescript --out sdk --package @acme/sdk",
        "--openapi openapi.yaml --asyncapi asyncapi.yaml --language typescript --out sdk --watch",
        "--openapi openapi.yaml --language python go --out sdk --package acme-sdk --package go=example.com/acme/sdk",
        "--check",
      ]),
    )
    .action(async (flags: GenerateFlags) => {
      const { generate } = await import("./commands/generate.js");
      done(await generate(flags));
    });
}

function addLint(parlance: Command, done: (code: ExitCode) => void): void {
  parlance
    .command("lint")
    .description("print what is wrong, dropped or inferred in a contract")
    .argument("[specs...]", "documents, folders with openapi.yaml or asyncapi.yaml, or a config file")
    .option(
      "--language <names>",
      `one or several of ${languages.join(", ")}, separated by commas (default: the config's, else all)`,
      list,
    )
    .option(
      "--perspective <side>",
      "client or server: whose operations AsyncAPI 3 documents describe that do not say it",
    )
    .option("--strict", "take warnings for errors")
    .option("--json", "print the result as one line of JSON")
    .addHelpText("after", examples("lint", ["openapi.yaml asyncapi.yaml", "specs", ""]))
    .action(async (specs: readonly string[], flags: LintFlags) => {
      const { lint } = await import("./commands/lint.js");
      done(await lint(specs, flags));
    });
}

function addTest(parlance: Command, done: (code: ExitCode) => void): void {
  parlance
    .command("test")
    .description("test a server against its contract; creates, changes and deletes there, and does not clean up")
    .argument("<url>", "address of the server, with the path that stands before every operation's")
    .option("--openapi <file>", "OpenAPI document; may be given several times", collect)
    .option("--asyncapi <file>", "AsyncAPI document; may be given several times", collect)
    .option(
      "--perspective <side>",
      "client or server: whose operations AsyncAPI 3 documents describe that do not say it",
    )
    .option("--profile <file>", "what the documents cannot say: credentials, values, what to skip")
    .option("--seed <number>", "another seed, other values (default: 1)")
    .option("--time <seconds>", "test until the time is over (default: two rounds, at most 10 minutes)")
    .option(
      "--only <ids>",
      "operations to test by id, channels and webhooks by name, separated by commas; * stands for any letters (default: all)",
      list,
    )
    .option(
      "--report <format[:file]>",
      "terminal, json, junit, sarif or html; may be given several times (default: terminal)",
      collect,
    )
    .option("--cases <folder>", "write each finding as a file for parlance replay")
    .addHelpText(
      "after",
      examples("test", [
        "http://127.0.0.1:8080 --openapi openapi.yaml --profile profile.yaml",
        "http://127.0.0.1:8080 --openapi openapi.yaml --only 'rooms.*' --report terminal --report junit:report.xml",
      ]) + testExitCodes,
    )
    .action(async (url: string, flags: TestFlags) => {
      const { test } = await import("./commands/test.js");
      done(await test(url, flags));
    });
}

function addReplay(parlance: Command, done: (code: ExitCode) => void): void {
  parlance
    .command("replay")
    .description("send the requests of one finding again, or play its scenario, and say whether it still fails")
    .argument("<case>", "a file that parlance test --cases has written")
    .option("--url <url>", "another server (default: the one that the case was found at)")
    .option("--profile <file>", "another profile (default: the one that the case was found with)")
    .addHelpText("after", examples("replay", ["cases/001-rooms.create-broken-refused.json"]) + replayExitCodes)
    .action(async (file: string, flags: ReplayFlags) => {
      const { replay } = await import("./commands/replay.js");
      done(await replay(file, flags));
    });
}

function addServe(parlance: Command, done: (code: ExitCode) => void): void {
  parlance
    .command("serve")
    .description("run the Parlance platform on this machine, with a development application")
    .option("--port <number>", "port on 127.0.0.1 (default: 7300; 0: any that is free)")
    .option("--data <folder>", "folder of its records (default: in memory, gone when it ends)")
    .option("--calls-per-second <number>", "calls that each caller may make (default: what the contract says)")
    .option("--json", "print address and credentials as one line of JSON when it is ready")
    .addHelpText("after", examples("serve", ["--data .parlance/data", "--port 0 --json"]))
    .action(async (flags: ServeFlags) => {
      const { serve } = await import("./commands/serve.js");
      done(await serve(flags));
    });
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function list(value: string, before: readonly string[] = []): readonly string[] {
  return [
    ...before,
    ...value
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== ""),
  ];
}

function examples(command: string, options: readonly string[]): string {
  return ["", "Examples:", ...options.map((each) => `  parlance ${command} ${each}`.trimEnd())].join("\n");
}
