import type { Client } from "../client/client.js";
import { configurationOf } from "../client/client.js";
import { CredentialsError } from "../errors/credentials-error.js";
import type { CreateTokenOptions, SignedToken } from "./credentials.js";

/**
 * Signs a token for somebody else with the client's application credentials, without a call: for a browser or a device of the
 * application's user.
 *
 * Rejects with `CredentialsError` when the client has none, with `ConfigurationError` for a lifetime outside 1–3600 s.
 */
export async function createToken(client: Client, options?: CreateTokenOptions): Promise<SignedToken> {
  const { bearer } = configurationOf(client).credentials;
  if (bearer?.createToken !== undefined) return bearer.createToken(options);
  throw new CredentialsError({
    code: "credentials_missing",
    message: "Only applications sign tokens: set `clientId` and `clientSecret`",
  });
}
