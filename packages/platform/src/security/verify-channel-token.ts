import { errors, importJWK, jwtVerify } from "jose";
import type { Clock } from "../clock.js";
import type { Json } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import type { Transaction } from "../store/store.js";
import { platformKeys, systemProject } from "./kinds.js";
import { platformIssuer } from "./sign-token.js";
import { maxKeys, skewSeconds } from "./verify-token.js";

/** Audience of a channel token, so that it is never taken for a token of a session. */
export const channelAudience = "parlance:channel";
/** Header type of a channel token. */
export const channelTokenType = "channel+jwt";

/** The claims of a channel token. Times are seconds since 1970. */
export interface ChannelClaims {
  readonly exp: number;
  readonly project: string;
  readonly channel: string;
  readonly connection: string;
  readonly permissions: readonly ("subscribe" | "publish" | "presence" | "history")[];
  readonly sub?: string;
  readonly member?: string;
  readonly info?: Json;
}

/** Reads a channel token that the platform signed. Throws `channel_forbidden` if it is none, `token_expired` if its time is over. */
export async function verifyChannelToken(
  token: string,
  { transaction, clock }: { readonly transaction: Transaction; readonly clock: Clock },
): Promise<ChannelClaims> {
  const keys = await transaction.records(systemProject).list(platformKeys, { order: "desc", limit: maxKeys });
  for (const { data } of keys) {
    try {
      const key = await importJWK({ kty: "OKP", crv: "Ed25519", x: data.publicKey }, "EdDSA");
      const { payload } = await jwtVerify(token, key, {
        algorithms: ["EdDSA"],
        typ: channelTokenType,
        audience: channelAudience,
        issuer: platformIssuer,
        requiredClaims: ["iat", "exp", "channel", "connection", "permissions"],
        clockTolerance: skewSeconds,
        currentDate: new Date(clock()),
      });
      // The platform wrote the claims itself.
      return payload as unknown as ChannelClaims;
    } catch (cause) {
      if (cause instanceof errors.JWSSignatureVerificationFailed) continue;
      if (cause instanceof errors.JWTExpired)
        throw problem("token_expired", "The authorisation for the channel has expired. Obtain a new one.", { cause });
      if (cause instanceof errors.JOSEError) break;
      throw cause;
    }
  }
  throw problem("channel_forbidden", "The authorisation is none that the platform signed. Obtain one for the channel.");
}
