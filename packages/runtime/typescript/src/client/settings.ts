import { ConfigurationError } from "../errors/configuration-error.js";
import type { ClientSetup } from "./client-setup.js";
import { environmentVariable } from "./environment.js";
import type { SdkOptions } from "./sdk-options.js";

/** Says that a client was told its token in two ways. */
export const twoTokens =
  "Set one of `token`, `credentials`, and `clientId` with `clientSecret`: each gives the bearer token";

/** Says that an API knows no applications that sign tokens. */
export const noApplications =
  "`clientId` and `clientSecret` sign tokens of the Parlance platform, which this API does not take: set `token`, `apiKey`, or `username` with `password`";

/** Where SDK clients are told their server: by the application, the environment, the contract. */
type ServerOptions = Pick<SdkOptions, "url" | "serverVariables">;

/** Reads `<PREFIX>_<name>` of the environment. */
export type Variable = (name: string) => string | undefined;

/** The environment of an SDK; empty without a prefix. */
export function variablesOf({ environment }: Pick<ClientSetup, "environment">): Variable {
  return (name) => (environment === undefined ? undefined : environmentVariable(`${environment}_${name}`));
}

/** The base URL, and whether it is the contract's own. Throws `ConfigurationError` if there is none. */
export function serverOf(
  { url, serverVariables }: ServerOptions,
  setup: Pick<ClientSetup, "environment" | "server">,
): { readonly url: string | URL; readonly given: boolean } {
  const chosen = url ?? variablesOf(setup)("URL");
  const server = chosen ?? fillServer(setup.server, serverVariables);
  if (server === undefined) throw missingOption("url", "URL", setup);
  return { url: server, given: chosen !== undefined };
}

/** The error of an option that neither the application nor the environment gives. */
export function missingOption(
  option: string,
  suffix: string,
  { environment }: Pick<ClientSetup, "environment">,
): ConfigurationError {
  const variable = environment === undefined ? "" : ` or the environment variable ${environment}_${suffix}`;
  return new ConfigurationError({ message: `The client is not set up: set \`${option}\`${variable}` });
}

function fillServer(server: ClientSetup["server"], given: SdkOptions["serverVariables"]): string | undefined {
  const values: Readonly<Record<string, string>> = { ...server?.variables, ...given };
  return server?.url.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new ConfigurationError({ message: `The server's URL needs a value: set \`serverVariables.${name}\`` });
    return value;
  });
}
