import { applicationCredentials } from "../credentials/application-credentials.js";
import { callbackCredentials } from "../credentials/callback-credentials.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import type { ClientOptions } from "./client-options.js";
import type { ClientSetup } from "./client-setup.js";
import { environmentVariable } from "./environment.js";
import type { SdkOptions } from "./sdk-options.js";

const twoTokens = "Set one of `token`, `credentials`, and `clientId` with `clientSecret`: each gives the bearer token";

/** Reads `<PREFIX>_<name>` of the environment. */
type Variable = (name: string) => string | undefined;

/**
 * Fills in what an application left out: from the environment, then from the contract. Throws `ConfigurationError` that names
 * what to set.
 */
export function resolveOptions(options: SdkOptions, setup: ClientSetup): ClientOptions {
  const { serverVariables, clientId, clientSecret, url, token, ...rest } = options;
  const { environment } = setup;
  const variable: Variable = (name) =>
    environment === undefined ? undefined : environmentVariable(`${environment}_${name}`);
  const chosen = url ?? variable("URL");
  const server = chosen ?? fillServer(setup, serverVariables);
  if (server === undefined) throw missing("url", "URL", setup);
  return {
    ...rest,
    url: server,
    operationServers: chosen === undefined,
    ...resolveCredentials(options, setup, variable),
  };
}

function fillServer({ server }: ClientSetup, given: SdkOptions["serverVariables"]): string | undefined {
  const values: Readonly<Record<string, string>> = { ...server?.variables, ...given };
  return server?.url.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new ConfigurationError({ message: `The server's URL needs a value: set \`serverVariables.${name}\`` });
    return value;
  });
}

function resolveCredentials(options: SdkOptions, setup: ClientSetup, variable: Variable): Partial<ClientOptions> {
  const { token, credentials, username, password, apiKey, clock } = options;
  const application = options.clientId !== undefined || options.clientSecret !== undefined;
  if (token !== undefined) {
    if (application || credentials !== undefined) throw new ConfigurationError({ message: twoTokens });
    return typeof token === "string" ? { token } : { credentials: callbackCredentials(token, clock) };
  }
  if (!application) {
    if ((credentials ?? username ?? password ?? apiKey) !== undefined) return {};
    const environmentToken = variable("TOKEN");
    if (environmentToken !== undefined) return { token: environmentToken };
  }
  const clientId = options.clientId ?? variable("CLIENT_ID");
  const clientSecret = options.clientSecret ?? variable("CLIENT_SECRET");
  if (clientId === undefined && clientSecret === undefined) return {};
  if (clientId === undefined) throw missing("clientId", "CLIENT_ID", setup);
  if (clientSecret === undefined) throw missing("clientSecret", "CLIENT_SECRET", setup);
  return {
    credentials:
      credentials ?? applicationCredentials({ clientId, clientSecret, ...(clock !== undefined && { clock }) }),
    username: username ?? clientId,
    password: password ?? clientSecret,
  };
}

function missing(option: string, suffix: string, { environment }: ClientSetup): ConfigurationError {
  const variable = environment === undefined ? "" : ` or the environment variable ${environment}_${suffix}`;
  return new ConfigurationError({ message: `The client is not set up: set \`${option}\`${variable}` });
}
