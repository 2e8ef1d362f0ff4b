import { isPerspective } from "../settings/reading.js";
import type { Config } from "./config.js";

/** A config, or the first of its members that is wrong. */
export type CheckedConfig =
  | { readonly valid: true; readonly config: Config }
  | { readonly valid: false; readonly member: string; readonly message: string };

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string" && value !== "";
const isTextList: Test = (value) => Array.isArray(value) && value.every(isText);

const languageMembers: Readonly<Record<string, Test>> = { out: isText, package: isText, version: isText };

const members: Readonly<Record<string, Test>> = {
  ...languageMembers,
  openapi: (value) => isText(value) || isTextList(value),
  asyncapi: (value) => isText(value) || isTextList(value),
  languages: (value) => isTextList(value) || isRecord(value),
  environmentPrefix: isText,
  perspective: isPerspective,
  strict: (value) => typeof value === "boolean",
};

/** Checks what a config file exports: a member that is misspelled or has the wrong type would silently do nothing. */
export function checkConfig(value: unknown): CheckedConfig {
  if (!isRecord(value)) {
    return { valid: false, member: "default", message: "The config file has no default export that is an object." };
  }
  const member = wrongMember(value, members) ?? wrongLanguage(value["languages"]);
  if (member !== undefined) {
    return { valid: false, member, message: `"${member}" is no member of a config, or has the wrong type.` };
  }
  return { valid: true, config: value as Config };
}

function wrongLanguage(languages: unknown): string | undefined {
  const entries = isRecord(languages) ? Object.entries(languages) : [];
  const wrong = entries.map(([name, each]) => (isRecord(each) ? wrongMember(each, languageMembers) : name));
  return wrong.find((each) => each !== undefined);
}

function wrongMember(value: Record<string, unknown>, tests: Readonly<Record<string, Test>>): string | undefined {
  const wrong = Object.entries(value).find(([name, each]) => {
    return each !== undefined && (!Object.hasOwn(tests, name) || tests[name]?.(each) !== true);
  });
  return wrong?.[0];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
