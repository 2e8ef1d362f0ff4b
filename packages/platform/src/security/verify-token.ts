import { decodeJwt, decodeProtectedHeader, errors, importJWK, jwtVerify, type JWTVerifyResult } from "jose";
import type { Clock } from "../clock.js";
import type { Range } from "../contract/platform-contract.js";
import { problem } from "../problem/platform-error.js";
import type { StoredRecord, Transaction } from "../store/store.js";
import type { TokenCaller, TokenClaims } from "./caller.js";
import {
  applicationKeys,
  applications,
  platformKeys,
  revocations,
  systemProject,
  type ApplicationData,
} from "./kinds.js";
import { audience, platformIssuer, tokenType } from "./sign-token.js";

/** How far the clocks of issuer and platform may be apart. */
export const skewSeconds = 30;
/** The contract: an application has at most ten keys. */
export const maxKeys = 10;
const maxTokenLength = 16_384;

/** What a token is verified by. */
export interface VerifyTokenOptions {
  readonly transaction: Transaction;
  readonly clock: Clock;
  readonly lifetime: Range;
  /** Throws if the claims do not have the shape that the contract gives to grants and members. */
  readonly checkClaims: (claims: TokenClaims) => void;
}

interface CandidateKey {
  readonly id: string;
  readonly publicKey: string;
}

/**
 * Settles who bears a token. Throws `invalid_token`, `token_expired`, `token_revoked` or `application_disabled`; no message
 * says more about the token than its bearer knows.
 */
export async function verifyToken(token: string, options: VerifyTokenOptions): Promise<TokenCaller> {
  const { transaction } = options;
  const { issuer, keyId, applicationId } = readUnverified(token);
  const keys = await candidates(transaction, issuer, keyId);
  const { claims, key } = await verifySignature(token, keys, options);
  const application = applicationId === undefined ? undefined : await transaction.anywhere(applications, applicationId);
  if (application === undefined || (claims.project !== undefined && claims.project !== application.project)) {
    throw problem("invalid_token", "The application that the token names does not exist.");
  }
  await refuseRevoked(transaction, application, claims);
  if (!application.data.enabled) throw problem("application_disabled", "The application is disabled. Enable it first.");
  return { type: "token", application, claims, token, keyId: issuer === platformIssuer ? null : key.id };
}

/** What the token says of itself, to find the key. Nothing of it is believed yet. */
function readUnverified(token: string): {
  issuer: string;
  keyId: string | undefined;
  applicationId: string | undefined;
} {
  if (token.length > maxTokenLength) throw problem("invalid_token", "The token is too long.");
  try {
    // Any JSON may stand where the standard has a text.
    const { iss, application: named }: Readonly<Record<string, unknown>> = decodeJwt(token);
    const { kid } = decodeProtectedHeader(token);
    const application = iss === platformIssuer ? named : iss;
    return {
      issuer: typeof iss === "string" ? iss : "",
      keyId: kid,
      applicationId: typeof application === "string" ? application : undefined,
    };
  } catch (cause) {
    throw problem("invalid_token", "The token is not a JWT.", { cause });
  }
}

/** The keys of the issuer that may have signed: the one that `kid` names, or all current ones if it names none. */
async function candidates(
  transaction: Transaction,
  issuer: string,
  keyId: string | undefined,
): Promise<CandidateKey[]> {
  const records =
    issuer === platformIssuer
      ? await transaction.records(systemProject).list(platformKeys, { order: "desc", limit: maxKeys })
      : await transaction.childrenAnywhere(applicationKeys, issuer, maxKeys);
  return records
    .filter((record) => keyId === undefined || record.id === keyId)
    .map((record) => ({ id: record.id, publicKey: record.data.publicKey }));
}

async function verifySignature(
  token: string,
  keys: readonly CandidateKey[],
  options: VerifyTokenOptions,
): Promise<{ claims: TokenClaims; key: CandidateKey }> {
  for (const key of keys) {
    try {
      const verified = await jwtVerify(
        token,
        await importJWK({ kty: "OKP", crv: "Ed25519", x: key.publicKey }, "EdDSA"),
        {
          algorithms: ["EdDSA"],
          typ: tokenType,
          audience,
          requiredClaims: ["iss", "iat", "exp", "jti"],
          clockTolerance: skewSeconds,
          currentDate: new Date(options.clock()),
        },
      );
      return { claims: readClaims(verified, options), key };
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw tokenProblem(error);
    }
  }
  throw problem(
    "invalid_token",
    "No current key of the issuer made the token's signature. Mint it with a current key.",
  );
}

function readClaims({ payload }: JWTVerifyResult, options: VerifyTokenOptions): TokenClaims {
  const claims = payload as unknown as TokenClaims;
  const { maximum } = options.lifetime;
  if (!Number.isSafeInteger(claims.iat) || !Number.isSafeInteger(claims.exp)) {
    throw problem("invalid_token", "iat and exp are whole seconds.");
  }
  if (claims.exp - claims.iat > maximum) {
    throw problem("invalid_token", `The token lives longer than ${maximum} seconds. Mint it with a shorter life.`);
  }
  if (claims.exp <= claims.iat) throw problem("invalid_token", "The token expires before it was issued.");
  if (claims.iat > options.clock() / 1000 + skewSeconds) {
    throw problem("token_expired", "The token was issued in the future. Set the clock of its issuer.");
  }
  options.checkClaims(claims);
  return claims;
}

/** Whether a token that was verified before still stands. Throws `token_revoked` if it or the key that signed it is gone. */
export async function requireStanding(
  transaction: Transaction,
  { application, claims, keyId }: TokenCaller,
): Promise<void> {
  await refuseRevoked(transaction, application, claims);
  if (keyId === null) return;
  const key = await transaction.records(application.project).get(applicationKeys, keyId, application.id);
  if (key === undefined) throw problem("token_revoked", "The key that signed the token was deleted. Sign in again.");
}

async function refuseRevoked(
  transaction: Transaction,
  application: StoredRecord<ApplicationData>,
  claims: TokenClaims,
): Promise<void> {
  const records = transaction.records(application.project);
  const token = await records.get(revocations, `token:${claims.jti}`);
  const user = claims.sub === undefined ? undefined : await records.get(revocations, `user:${claims.sub}`);
  const before = user?.data.before;
  if (token !== undefined || (before !== undefined && claims.iat * 1000 <= before)) {
    throw problem("token_revoked", "The token was revoked. Sign in again.");
  }
}

function tokenProblem(error: unknown): unknown {
  if (error instanceof errors.JWTExpired)
    return problem("token_expired", "The token has expired. Mint a new one.", { cause: error });
  if (error instanceof errors.JWTClaimValidationFailed) {
    return problem("invalid_token", `The token's "${error.claim}" is missing or wrong.`, { cause: error });
  }
  if (error instanceof errors.JOSEError)
    return problem("invalid_token", "The token's form or algorithm is wrong.", { cause: error });
  return error;
}
