import type { Validator } from "../contract/validator.js";
import type { Json } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import type { TokenClaims } from "./caller.js";

/** Tokens come from outside, so their grants and member are checked against the contract as a body would be. */
export function claimsCheck(validator: Validator): (claims: TokenClaims) => void {
  const grant = validator.named("Grant");
  const member = validator.named("TokenMember");
  return (claims) => {
    const { grants = [], member: memberClaim } = claims as unknown as {
      readonly grants?: Json;
      readonly member?: Json;
    };
    if (!Array.isArray(grants) || grants.some((entry: Json) => grant(entry).length > 0)) {
      throw problem("invalid_token", 'The token\'s "grants" do not have the form of grants.');
    }
    if (memberClaim !== undefined && member(memberClaim).length > 0) {
      throw problem("invalid_token", 'The token\'s "member" does not have the form of a member.');
    }
  };
}
