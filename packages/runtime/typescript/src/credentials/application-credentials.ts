import { SignJWT } from "jose";
import type { Clock } from "../client/clock.js";
import { systemClock } from "../client/clock.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import { CredentialsError } from "../errors/credentials-error.js";
import { randomId } from "../http/random-id.js";
import type { ApplicationKey } from "./application-key.js";
import { parseClientSecret } from "./application-key.js";
import type { CreateTokenOptions, Credentials, SignedToken } from "./credentials.js";
import { TokenCache } from "./token-cache.js";

/** What identifies an application, and how long the tokens live that it signs for itself. */
export interface ApplicationCredentialsOptions {
  readonly clientId: string;
  /** `plsk_…`; stays in memory and is never sent. */
  readonly clientSecret: string;
  /** Id of the key that the secret belongs to (`kid`). Left out, the platform tries the application's keys. */
  readonly keyId?: string;
  /** Whole seconds, 1 to 3600. Default: 60. */
  readonly lifetimeSeconds?: number;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
}

/** Credentials that sign tokens themselves. */
export type ApplicationCredentials = Required<Credentials>;

/**
 * An application's own credentials: short-lived EdDSA tokens (RFC 7519, RFC 8037), signed here without a call, kept in
 * memory and renewed before they expire. For backends only: the secret must not reach a browser.
 *
 * Throws `ConfigurationError` for a malformed secret or lifetime.
 */
export function applicationCredentials(options: ApplicationCredentialsOptions): ApplicationCredentials {
  const { clientId, lifetimeSeconds = 60, clock = systemClock } = options;
  if (clientId === "") throw new ConfigurationError({ message: "clientId must not be empty" });
  const key = parseClientSecret(options.clientSecret);
  checkLifetime(lifetimeSeconds);
  let signingKey: Promise<CryptoKey> | undefined;

  const createToken = async (token: CreateTokenOptions = {}): Promise<SignedToken> => {
    const lifetime = token.lifetimeSeconds ?? lifetimeSeconds;
    checkLifetime(lifetime);
    const issuedAt = Math.floor(clock.now() / 1000);
    const expires = issuedAt + lifetime;
    const jwt = new SignJWT({
      ...(token.grants && { grants: token.grants }),
      ...(token.member && { member: token.member }),
    })
      .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", ...(options.keyId && { kid: options.keyId }) })
      .setIssuer(clientId)
      .setAudience("parlance")
      .setIssuedAt(issuedAt)
      .setExpirationTime(expires)
      // Ids of the contract have no hyphens.
      .setJti(`tok_${randomId().replaceAll("-", "")}`);
    if (token.subject !== undefined) jwt.setSubject(token.subject);
    signingKey ??= importKey(key);
    return { token: await jwt.sign(await signingKey), expiresAt: new Date(expires * 1000) };
  };

  const cache = new TokenCache(async () => (await createToken()).token, clock);
  return { token: () => cache.token(), expire: (token) => cache.expire(token), createToken };
}

async function importKey(key: ApplicationKey): Promise<CryptoKey> {
  try {
    return await key.privateKey();
  } catch (cause) {
    const message =
      cause instanceof Error && cause.name === "DataError"
        ? "clientSecret is damaged: its two halves do not belong together. Copy it again"
        : "This platform's WebCrypto cannot sign with Ed25519; see the cause";
    throw new CredentialsError({ message, cause });
  }
}

function checkLifetime(seconds: number): void {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3600) return;
  throw new ConfigurationError({ message: "lifetimeSeconds must be a whole number from 1 to 3600" });
}
