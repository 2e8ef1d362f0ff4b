import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { unusable, type UnusableInput } from "../unusable-input.js";
import { checkConfig } from "./check-config.js";
import type { Config } from "./config.js";

/** A config with the text it was written as, for finding lines. */
export interface LoadedConfig {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
  readonly config: Config;
}

/**
 * Reads a config file: JSON, JavaScript, or TypeScript, which Node reads itself by leaving the types out. Read anew at
 * every call. Throws `UnusableInput` with the file and, where it is known, the line.
 */
export async function loadConfig(file: string): Promise<LoadedConfig> {
  const text = await readText(file);
  const value = file.endsWith(".json") ? parseJson(file, text) : await importDefault(file);
  const checked = checkConfig(value);
  if (!checked.valid) {
    throw unusable({
      file,
      line: lineOf(text, checked.member),
      code: "config-invalid",
      message: checked.message,
      help: "The members of a config are listed in the type Config of parlance.",
    });
  }
  return { file, text, config: checked.config };
}

/** The line on which a word first stands as a member or a string, 1 if nowhere. */
export function lineOf(text: string, word: string): number {
  const spellings = [`"${word}"`, `'${word}'`, `${word}:`];
  return (
    Math.max(
      text.split("\n").findIndex((line) => spellings.some((each) => line.includes(each))),
      0,
    ) + 1
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw unusable({
      file,
      code: "config-unreadable",
      message: `The config file cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      help: "Check the path after --config.",
      cause: error,
    });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failed({ file, line: jsonLine(error, text), error });
  }
}

async function importDefault(file: string): Promise<unknown> {
  if (/\.m?ts$/u.test(file) && !process.features.typescript) {
    throw unusable({
      file,
      code: "config-typescript",
      message: `This Node (${process.version}) does not read TypeScript.`,
      help: "Use Node 22.18 or newer, or write the config as parlance.config.mjs or parlance.config.json.",
    });
  }
  const url = pathToFileURL(resolve(file));
  url.searchParams.set("t", String((await stat(file)).mtimeMs));
  try {
    const module: object = await import(url.href);
    return "default" in module ? module.default : undefined;
  } catch (error) {
    throw failed({ file, line: stackLine(error, file), error });
  }
}

function failed({ file, line, error }: { file: string; line: number; error: unknown }): UnusableInput {
  return unusable({
    file,
    line,
    code: "config-invalid",
    message: `The config file cannot be evaluated: ${error instanceof Error ? error.message : String(error)}.`,
    help: "Correct it at this line.",
    cause: error,
  });
}

/** V8 names the position of most JSON errors. */
function jsonLine(error: unknown, text: string): number {
  const found = /position (\d+)/u.exec(String(error))?.[1];
  return found === undefined ? 1 : text.slice(0, Number(found)).split("\n").length;
}

/** The first line of the file itself that an error's stack names. */
function stackLine(error: unknown, file: string): number {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const name = pathToFileURL(resolve(file)).href;
  const after = stack.slice(stack.indexOf(name) + name.length);
  return stack.includes(name) ? Number(/^(?:\?t=[\d.]+)?:(\d+)/u.exec(after)?.[1] ?? 1) : 1;
}
