import type { Contract } from "@parlance/contract";
import { TesterError } from "../tester-error.js";
import { matches } from "./matches.js";
import type { Profile } from "./profile.js";

/** So many names are listed in a message. */
const mostNames = 40;

/**
 * Looks whether what a profile and a choice name is there, so that a letter mistyped does not make a run test less in silence.
 *
 * @throws {TesterError} `pattern-unmatched`, `scheme-unknown` or `parameter-unknown`
 */
export function checkProfile(contract: Contract, profile: Profile, only: readonly string[] = []): void {
  const { operations, channels, webhooks, security } = contract;
  const subjects = [...operations.map(({ id }) => id), ...[...channels, ...webhooks].map(({ name }) => name)];
  for (const pattern of [...only, ...profile.skip])
    if (!subjects.some((name) => matches(pattern, name)))
      throw unknown("pattern-unmatched", `No operation, channel or webhook is called ${pattern}`, subjects);
  const schemes = security.map(({ name }) => name);
  for (const [credentialClass, values] of Object.entries(profile.credentials))
    for (const scheme of Object.keys(values))
      if (!schemes.includes(scheme))
        throw unknown(
          "scheme-unknown",
          `The credential ${credentialClass} names the security scheme ${scheme}, which is not there`,
          schemes,
        );
  const parameters = operations.flatMap(({ id, parameters: all }) =>
    all.flatMap(({ name }) => [name, `${id}/${name}`]),
  );
  const ofChannels = channels.flatMap((channel) =>
    channel.parameters.flatMap(({ name }) => [name, `${channel.name}/${name}`]),
  );
  const known = new Set([...parameters, ...ofChannels]);
  for (const name of Object.keys(profile.values))
    if (!known.has(name))
      throw unknown(
        "parameter-unknown",
        `Values are given for ${name}, but no parameter is called so`,
        [...known].filter((each) => !each.includes("/")),
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
