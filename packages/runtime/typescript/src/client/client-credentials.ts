import type { Credentials } from "../credentials/credentials.js";
import { staticToken } from "../credentials/static-token.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import type { ClientOptions } from "./client-options.js";

/** Everything with which a client can prove who it is. */
export interface ClientCredentials {
  readonly bearer: Credentials | undefined;
  readonly basic: { readonly username: string; readonly password: string } | undefined;
  readonly apiKey: ClientOptions["apiKey"] | undefined;
}

/** The credentials that the options hold. Throws `ConfigurationError` for a malformed token. */
export function clientCredentials(options: ClientOptions): ClientCredentials {
  const { username, password = "", apiKey } = options;
  return {
    bearer: bearerOf(options),
    basic: username === undefined ? undefined : { username, password },
    apiKey,
  };
}

function bearerOf({ token, credentials }: ClientOptions): Credentials | undefined {
  if (credentials !== undefined || token === undefined) return credentials;
  if (/^[\x21-\x7e]+$/.test(token)) return staticToken(token);
  throw new ConfigurationError({ message: "`token` must be a token without spaces" });
}
