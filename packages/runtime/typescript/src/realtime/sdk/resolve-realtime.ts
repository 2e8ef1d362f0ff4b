import { baseUrl } from "../../client/base-url.js";
import { missingOption, serverOf, twoTokens, variablesOf } from "../../client/settings.js";
import type { Credentials } from "../../credentials/credentials.js";
import type { TokenCallback } from "../../credentials/token-callback.js";
import { ConfigurationError } from "../../errors/configuration-error.js";
import type { RealtimeOptions } from "../realtime-options.js";
import type { RealtimeSdkOptions } from "./realtime-sdk-options.js";
import type { RealtimeSetup } from "./realtime-setup.js";

/** Connections live long: a token of a minute would be renewed twice a minute. */
const lifetimeSeconds = 600;

/**
 * Fills in what an application left out: from the environment, then from the contract. Throws `ConfigurationError` that names
 * what to set.
 */
export function resolveRealtime(options: RealtimeSdkOptions, setup: RealtimeSetup): RealtimeOptions {
  const { url: _url, serverVariables, credentials, clientId, clientSecret, token: _token, ...rest } = options;
  const [name = "", version = ""] = (setup.product ?? "").split("/");
  const token = tokenOf(options, setup);
  return {
    ...(version !== "" && { client: { name, version } }),
    ...rest,
    url: socketAddress(serverOf(options, setup).url, setup),
    ...(token !== undefined && { token }),
  };
}

/** The runtime makes `ws` of `http` itself; so one base URL serves REST and realtime. */
function socketAddress(url: string | URL, { path = "" }: RealtimeSetup): string {
  return baseUrl(String(url).replace(/^ws(?=s?:)/i, "http")) + path;
}

function tokenOf(options: RealtimeSdkOptions, setup: RealtimeSetup): RealtimeOptions["token"] {
  const { token, credentials } = options;
  const variable = variablesOf(setup);
  const application = options.clientId !== undefined || options.clientSecret !== undefined;
  if (token !== undefined || credentials !== undefined) {
    if (application || (token !== undefined && credentials !== undefined))
      throw new ConfigurationError({ message: twoTokens });
    return token ?? (credentials && fromCredentials(() => credentials));
  }
  const environmentToken = application ? undefined : variable("TOKEN");
  if (environmentToken !== undefined) return environmentToken;
  const clientId = options.clientId ?? variable("CLIENT_ID");
  const clientSecret = options.clientSecret ?? variable("CLIENT_SECRET");
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined) throw missingOption("clientId", "CLIENT_ID", setup);
  if (clientSecret === undefined) throw missingOption("clientSecret", "CLIENT_SECRET", setup);
  // Signing is large and only for back ends: a bundle for browsers keeps it in a chunk that is never loaded.
  return fromCredentials(async () => {
    const { applicationCredentials } = await import("../../credentials/application-credentials.js");
    return applicationCredentials({ clientId, clientSecret, lifetimeSeconds });
  });
}

/** The session asks only for tokens that it has not had, so the one from before is worn out. */
function fromCredentials(load: () => Credentials | Promise<Credentials>): TokenCallback {
  let credentials: Promise<Credentials> | undefined;
  let last: string | undefined;
  return async () => {
    const source = await (credentials ??= Promise.resolve(load()));
    let token = await source.token();
    if (token === last && source.expire(token)) token = await source.token();
    return (last = token);
  };
}
