import { readFile } from "node:fs/promises";
import type { Json } from "@parlance/contract";
import { Compile } from "typebox/schema";
import { parse } from "yaml";
import { TesterError } from "../tester-error.js";
import { emptyProfile, type Profile } from "./profile.js";
import { profileMistake } from "./profile-mistake.js";
import { profileSchema } from "./profile-schema.js";

const compiled = Compile(profileSchema);

/**
 * Reads a profile, YAML or JSON. Values that begin with `$` are taken from `environment`, so that no secret stands in the file.
 *
 * @throws {TesterError} `profile-unreadable`, `profile-invalid` or `environment-missing`
 */
export async function readProfile(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Profile> {
  const value = await load(file);
  const [valid, errors] = compiled.Errors(value);
  if (!valid)
    throw new TesterError({
      code: "profile-invalid",
      message: `${file}: ${profileMistake(errors)}`,
      help: "docs/testing.md lists what a profile may say; the package's profile.schema.json has it for editors.",
    });
  const { $schema: _schema, ...said } = value as Partial<Profile> & { readonly $schema?: string };
  const profile = { ...emptyProfile, ...said };
  const credentials = Object.entries(profile.credentials).map(([name, values]) => [
    name,
    Object.fromEntries(
      Object.entries(values).map(([scheme, text]) => [scheme, fromEnvironment(text, environment, file)]),
    ),
  ]);
  const { webhooks } = profile;
  const secret = webhooks?.secret === undefined ? undefined : fromEnvironment(webhooks.secret, environment, file);
  return {
    ...profile,
    credentials: Object.fromEntries(credentials) as Profile["credentials"],
    ...(webhooks !== undefined && { webhooks: { ...webhooks, ...(secret !== undefined && { secret }) } }),
  };
}

async function load(file: string): Promise<Json> {
  try {
    return parse(await readFile(file, "utf8")) as Json;
  } catch (cause) {
    throw new TesterError({
      code: "profile-unreadable",
      message: `The profile ${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      help: "Name a file of YAML or JSON.",
      cause,
    });
  }
}

function fromEnvironment(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
  file: string,
): string {
  if (!text.startsWith("$")) return text;
  const value = environment[text.slice(1)];
  if (value !== undefined && value !== "") return value;
  throw new TesterError({
    code: "environment-missing",
    message: `${file} takes a credential from ${text}, which is not set.`,
    help: `Set the environment variable ${text.slice(1)}.`,
  });
}
