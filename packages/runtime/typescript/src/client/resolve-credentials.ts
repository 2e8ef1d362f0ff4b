import type { Credentials } from "../credentials/credentials.js";
import { staticToken } from "../credentials/static-token.js";
import { tokenCallback } from "../credentials/token-callback.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import type { ClientOptions } from "./client-options.js";
import type { ClientSetup } from "./client-setup.js";
import type { Clock } from "./clock.js";
import { environmentVariable } from "./environment.js";

/** Everything with which a client can prove who it is. */
export interface ClientCredentials {
  readonly bearer?: Credentials;
  readonly basic?: { readonly username: string; readonly password: string };
  readonly apiKey?: ClientOptions["apiKey"];
}

/** The credentials that the options name, else the environment. Throws `ConfigurationError` for half a pair. */
export function resolveCredentials(options: ClientOptions, setup: ClientSetup, clock: Clock): ClientCredentials {
  const variable = (name: string): string | undefined =>
    setup.environment === undefined ? undefined : environmentVariable(`${setup.environment}_${name}`);
  const { clientId, clientSecret, username, apiKey } = options;
  const chosen = options.token ?? options.credentials ?? clientId ?? clientSecret ?? username ?? apiKey;
  const application = clientId !== undefined || clientSecret !== undefined;
  const token = chosen === undefined ? variable("TOKEN") : options.token;
  const useApplication = application || (chosen === undefined && token === undefined);
  const id = useApplication ? (clientId ?? variable("CLIENT_ID")) : undefined;
  const secret = useApplication ? (clientSecret ?? variable("CLIENT_SECRET")) : undefined;
  const basic = basicOf(options) ?? (id !== undefined && secret !== undefined ? { username: id, password: secret } : undefined);
  const bearer = bearerOf({ token, credentials: options.credentials, clock }) ?? signerOf({ id, secret, setup, clock });
  return { ...(bearer && { bearer }), ...(basic && { basic }), ...(apiKey !== undefined && { apiKey }) };
}

function bearerOf(given: {
  readonly token: ClientOptions["token"] | undefined;
  readonly credentials: Credentials | undefined;
  readonly clock: Clock;
}): Credentials | undefined {
  const { token, credentials, clock } = given;
  if (credentials !== undefined) return credentials;
  if (token === undefined) return undefined;
  if (typeof token === "function") return tokenCallback(token, clock);
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return staticToken(token);
  throw new ConfigurationError({ message: "`token` must be a token without spaces, or a callback that gives one" });
}

function signerOf(given: {
  readonly id: string | undefined;
  readonly secret: string | undefined;
  readonly setup: ClientSetup;
  readonly clock: Clock;
}): Credentials | undefined {
  const { id, secret, setup, clock } = given;
  if (id === undefined && secret === undefined) return undefined;
  if (id === undefined || secret === undefined) {
    const [missing, suffix] = id === undefined ? ["clientId", "CLIENT_ID"] : ["clientSecret", "CLIENT_SECRET"];
    const variable = setup.environment === undefined ? "" : ` or the environment variable ${setup.environment}_${suffix}`;
    throw new ConfigurationError({ message: `clientId and clientSecret belong together: set \`${missing}\`${variable}` });
  }
  if (setup.application !== undefined) return setup.application({ clientId: id, clientSecret: secret, clock });
  if (Object.values(setup.security ?? {}).some((scheme) => scheme.type === "basic")) return undefined;
  throw new ConfigurationError({
    message: "This client does not sign tokens itself: pass `credentials: applicationCredentials({ clientId, clientSecret })`",
  });
}

function basicOf({ username, password }: ClientOptions): ClientCredentials["basic"] {
  if (username === undefined && password === undefined) return undefined;
  if (username !== undefined && password !== undefined) return { username, password };
  throw new ConfigurationError({ message: `username and password belong together: set \`${username === undefined ? "username" : "password"}\`` });
}
