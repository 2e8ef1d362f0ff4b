import { applicationCredentials } from "../credentials/application-credentials.js";
import { callbackCredentials } from "../credentials/callback-credentials.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import type { ClientOptions } from "./client-options.js";
import type { ClientSetup } from "./client-setup.js";
import type { SdkOptions } from "./sdk-options.js";
import { missingOption, noApplications, serverOf, twoTokens, variablesOf } from "./settings.js";

/**
 * Fills in what an application left out: from the environment, then from the contract. Throws `ConfigurationError` that names
 * what to set.
 */
export function resolveOptions(options: SdkOptions, setup: ClientSetup): ClientOptions {
  const { serverVariables, clientId, clientSecret, token, ...rest } = options;
  const { url, given } = serverOf(options, setup);
  return { ...rest, url, operationServers: !given, ...resolveCredentials(options, setup) };
}

function resolveCredentials(options: SdkOptions, setup: ClientSetup): Partial<ClientOptions> {
  const { token, credentials, username, password, apiKey, clock } = options;
  const variable = variablesOf(setup);
  const application = options.clientId !== undefined || options.clientSecret !== undefined;
  if (application && setup.applicationTokens !== true) throw new ConfigurationError({ message: noApplications });
  if (token !== undefined) {
    if (application || credentials !== undefined) throw new ConfigurationError({ message: twoTokens });
    return typeof token === "string" ? { token } : { credentials: callbackCredentials(token, clock) };
  }
  if (!application) {
    if ((credentials ?? username ?? password ?? apiKey) !== undefined) return {};
    const environmentToken = variable("TOKEN");
    if (environmentToken !== undefined) return { token: environmentToken };
  }
  if (setup.applicationTokens !== true) return {};
  const clientId = options.clientId ?? variable("CLIENT_ID");
  const clientSecret = options.clientSecret ?? variable("CLIENT_SECRET");
  if (clientId === undefined && clientSecret === undefined) return {};
  if (clientId === undefined) throw missingOption("clientId", "CLIENT_ID", setup);
  if (clientSecret === undefined) throw missingOption("clientSecret", "CLIENT_SECRET", setup);
  return {
    credentials:
      credentials ?? applicationCredentials({ clientId, clientSecret, ...(clock !== undefined && { clock }) }),
    username: username ?? clientId,
    password: password ?? clientSecret,
  };
}
