import type { Validator } from "../contract/validator.js";
import type { Json } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import type { TokenClaims } from "./caller.js";

/** Tokens come from outside, so their claims are checked against the contract as a body would be. */
export function claimsCheck(validator: Validator): (claims: TokenClaims) => void {
  const grant = validator.named("Grant");
  const member = validator.named("TokenMember");
  const tokenId = validator.named("TokenId");
  const userId = validator.named("UserId");
  return (claims) => {
    const {
      jti,
      sub,
      refreshUntil,
      grants = [],
      member: memberClaim,
    } = claims as unknown as Partial<Record<string, Json>>;
    if (jti === undefined || tokenId(jti).length > 0)
      throw problem("invalid_token", 'The token\'s "jti" does not have the form of a token id.');
    if (sub !== undefined && userId(sub).length > 0)
      throw problem("invalid_token", 'The token\'s "sub" does not have the form of a user id.');
    if (refreshUntil !== undefined && !Number.isSafeInteger(refreshUntil))
      throw problem("invalid_token", 'The token\'s "refreshUntil" is not in whole seconds.');
    if (!Array.isArray(grants) || grants.some((entry: Json) => grant(entry).length > 0)) {
      throw problem("invalid_token", 'The token\'s "grants" do not have the form of grants.');
    }
    if (memberClaim !== undefined && member(memberClaim).length > 0) {
      throw problem("invalid_token", 'The token\'s "member" does not have the form of a member.');
    }
  };
}
