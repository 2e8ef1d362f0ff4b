import { instant, timestamp } from "../../clock.js";
import type { Answer, Call } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import { optionalTimestamp } from "../../resource/times.js";
import type { TokenClaims } from "../../security/caller.js";
import { platformKey } from "../../security/platform-key.js";
import { audience, platformIssuer, signToken } from "../../security/sign-token.js";

const maxRefreshMs = 24 * 3_600_000;

/** A token to issue; its claims were checked against what the caller holds. */
export interface TokenIssue {
  readonly lifetimeSeconds: number;
  readonly claims: Pick<TokenClaims, "sub" | "grants" | "member" | "refreshUntil">;
}

/** Signs a token of the caller's application with the platform's key and answers with it. */
export async function issueToken(
  call: Call,
  { lifetimeSeconds, claims }: TokenIssue,
): Promise<Answer<"tokens.create">> {
  if (call.caller.type === "anonymous") throw new Error(`${call.operation.id} needs a caller.`);
  const { application } = call.caller;
  const iat = Math.floor(call.clock() / 1000);
  const id = call.ids("tok");
  const { id: keyId, data } = await platformKey(call.transaction, call.ids);
  const token = await signToken(
    {
      iss: platformIssuer,
      aud: audience,
      iat,
      exp: iat + lifetimeSeconds,
      jti: id,
      application: application.id,
      project: application.project,
      ...claims,
    },
    { id: keyId, secret: data.secret },
  );
  return {
    status: 201,
    body: {
      id,
      token,
      tokenType: "Bearer",
      issuedAt: timestamp(iat * 1000),
      expiresAt: timestamp((iat + lifetimeSeconds) * 1000),
      lifetimeSeconds,
      refreshUntil: optionalTimestamp(claims.refreshUntil === undefined ? null : claims.refreshUntil * 1000),
    },
  };
}

/** The claim that lets a token be exchanged until a time. Throws `validation_failed` beyond 24 hours. */
export function refreshClaim(call: Call, refreshUntil: string | undefined): Pick<TokenClaims, "refreshUntil"> {
  if (refreshUntil === undefined) return {};
  const until = instant(refreshUntil);
  if (until > call.clock() + maxRefreshMs) {
    throw problem("validation_failed", "refreshUntil is more than 24 hours ahead.", {
      errors: [{ pointer: "/refreshUntil", code: "maximum", message: "must be at most 24 hours ahead" }],
    });
  }
  return { refreshUntil: Math.floor(until / 1000) };
}
