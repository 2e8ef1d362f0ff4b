import type { TokenCaller } from "../../security/caller.js";
import type { Identity } from "../gate.js";

/** Who the bearer of a token is on a connection. */
export function identityOf({ application, claims, keyId }: TokenCaller): Identity {
  const { name, info, state } = claims.member ?? {};
  const seen = { ...info, ...(name !== undefined && { name }) };
  return {
    project: application.project,
    applicationId: application.id,
    userId: claims.sub ?? null,
    tokenId: claims.jti,
    ...(keyId !== null && { keyId }),
    issuedAt: claims.iat * 1000,
    expiresAt: claims.exp * 1000,
    ...(claims.member !== undefined && { member: { info: seen, ...(state !== undefined && { state }) } }),
  };
}
