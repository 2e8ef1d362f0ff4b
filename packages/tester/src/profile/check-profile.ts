import type { Contract } from "@parlance/contract";
import { TesterError } from "../tester-error.js";
import { matches } from "./matches.js";
import type { Profile } from "./profile.js";

/** So many names are listed in a message. */
const mostNames = 40;

/**
 * Looks whether what a profile and a choice name is there, so that a letter mistyped does not make a run test less in silence.
 *
 * @throws {TesterError} `pattern-unmatched`, `scheme-unknown`, `parameter-unknown`, `operation-unknown` or `message-unknown`
 */
export function checkProfile(contract: Contract, profile: Profile, only: readonly string[] = []): void {
  checkPatterns(contract, [...only, ...profile.skip]);
  checkSchemes(contract, profile);
  checkParameters(contract, profile);
  checkCauses(contract, profile);
}

function checkPatterns({ operations, channels, webhooks }: Contract, patterns: readonly string[]): void {
  const subjects = [...operations.map(({ id }) => id), ...[...channels, ...webhooks].map(({ name }) => name)];
  for (const pattern of patterns)
    if (!subjects.some((name) => matches(pattern, name)))
      throw unknown("pattern-unmatched", `No operation, channel or webhook is called ${pattern}`, subjects);
}

function checkSchemes({ security }: Contract, { credentials }: Profile): void {
  const schemes = security.map(({ name }) => name);
  for (const [credentialClass, values] of Object.entries(credentials))
    for (const scheme of Object.keys(values))
      if (!schemes.includes(scheme))
        throw unknown(
          "scheme-unknown",
          `The credential ${credentialClass} names the security scheme ${scheme}, which is not there`,
          schemes,
        );
}

function checkParameters({ operations, channels }: Contract, { values }: Profile): void {
  const known = [
    ...operations.map((each) => ({ ...each, owner: each.id })),
    ...channels.map((each) => ({ ...each, owner: each.name })),
  ].flatMap(({ owner, parameters }) => parameters.flatMap(({ name }) => [name, `${owner}/${name}`]));
  for (const name of Object.keys(values))
    if (!known.includes(name))
      throw unknown(
        "parameter-unknown",
        `Values are given for ${name}, but no parameter is called so`,
        known.filter((each) => !each.includes("/")),
      );
}

/** What causes messages, and what registers, rotates and disables endpoints. */
function checkCauses({ operations, channels, webhooks }: Contract, profile: Profile): void {
  const { triggers = {}, webhooks: { register, rotate, disable } = {} } = profile;
  const ids = operations.map(({ id }) => id);
  for (const id of [...Object.values(triggers), register, rotate, disable])
    if (id !== undefined && !ids.includes(id))
      throw unknown("operation-unknown", `The profile names the operation ${id}, which is not there`, ids);
  const messages = [...channels.flatMap((each) => each.messages), ...webhooks.map(({ name }) => name)];
  for (const message of Object.keys(triggers))
    if (!messages.includes(message))
      throw unknown(
        "message-unknown",
        `The profile names what causes ${message}, but no message is called so`,
        messages,
      );
}

function unknown(code: string, message: string, names: readonly string[]): TesterError {
  const listed = [...new Set(names)].toSorted();
  const more = listed.length > mostNames ? ` and ${listed.length - mostNames} more` : "";
  return new TesterError({
    code,
    message: `${message}.`,
    help: listed.length === 0 ? "There are none." : `There are: ${listed.slice(0, mostNames).join(", ")}${more}.`,
  });
}
