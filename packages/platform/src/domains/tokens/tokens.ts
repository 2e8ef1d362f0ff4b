import { decodeJwt } from "jose";
import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { Plain } from "../../json/plain.js";
import { PlatformError, problem } from "../../problem/platform-error.js";
import { announce } from "../../events/announce.js";
import { timestamp } from "../../clock.js";
import type { LiveConnection } from "../../realtime/live-connection.js";
import { endConnections } from "../../realtime/end-connections.js";
import { optionalTimestamp } from "../../resource/times.js";
import type { KnownCaller } from "../../security/caller.js";
import { commonScopes } from "../../security/grant.js";
import { projects, revocations } from "../../security/kinds.js";
import { audience } from "../../security/sign-token.js";
import { skewSeconds, verifyToken } from "../../security/verify-token.js";
import { issueToken, refreshClaim } from "./issue-token.js";
import { requireWithin } from "./require-within.js";

/** Tokens: minted by the platform, refreshed, asked about, revoked. */
export const tokenHandlers: HandlersOf<"tokens"> = {
  "tokens.create": create,
  "tokens.refresh": refresh,
  "tokens.introspect": introspect,
  "tokens.revoke": revoke,
  "tokens.whoami": whoami,
};

async function create(call: Call<"tokens.create">): Promise<Answer<"tokens.create">> {
  const { application } = known(call);
  const body = call.body.value;
  requireWithin(call, body.grants ?? application.data.grants);
  return issueToken(call, {
    lifetimeSeconds: body.lifetimeSeconds,
    claims: {
      ...(body.userId !== undefined && { sub: body.userId }),
      ...(body.grants !== undefined && { grants: body.grants }),
      ...(body.member !== undefined && { member: body.member }),
      ...refreshClaim(call, body.refreshUntil),
    },
  });
}

async function refresh(call: Call<"tokens.refresh">): Promise<Answer<"tokens.refresh">> {
  const caller = known(call);
  const claims = caller.type === "token" ? caller.claims : undefined;
  if (claims?.refreshUntil === undefined || claims.refreshUntil * 1000 < call.clock()) {
    throw problem("forbidden", "The token was not minted with refreshUntil, or that time is over. Mint a new one.");
  }
  const { sub, grants, member, refreshUntil } = claims;
  return issueToken(call, {
    lifetimeSeconds: claims.exp - claims.iat,
    claims: {
      ...(sub !== undefined && { sub }),
      ...(grants !== undefined && { grants }),
      ...(member !== undefined && { member }),
      refreshUntil,
    },
  });
}

async function introspect(call: Call<"tokens.introspect">): Promise<Answer<"tokens.introspect">> {
  return { status: 200, body: await describe(call, call.body.value.token) };
}

async function describe(call: Call, token: string): Promise<Plain<contract.TokenIntrospection>> {
  try {
    const { claims, application } = await verifyToken(token, {
      transaction: call.transaction,
      clock: call.clock,
      lifetime: call.contract.limits.tokenLifetimeSeconds,
      checkClaims: call.checkClaims,
    });
    if (application.project !== known(call).application.project) return { active: false };
    const scopes = commonScopes(claims.grants ?? application.data.grants, application.data.grants);
    return {
      active: true,
      scope: scopes.join(" "),
      client_id: application.id,
      token_type: "Bearer",
      exp: claims.exp,
      iat: claims.iat,
      ...(claims.sub !== undefined && { sub: claims.sub }),
      aud: audience,
      iss: claims.iss,
      jti: claims.jti,
      project: application.project,
      ...(claims.grants !== undefined && { grants: claims.grants }),
      ...(claims.member !== undefined && { member: claims.member }),
    };
  } catch (error) {
    if (error instanceof PlatformError) return { active: false };
    throw error;
  }
}

async function revoke(call: Call<"tokens.revoke">): Promise<Answer<"tokens.revoke">> {
  const { token, tokenId, userId } = call.body.value;
  const now = call.clock();
  const longest = now + (call.contract.limits.tokenLifetimeSeconds.maximum + skewSeconds) * 1000;
  if (userId !== undefined) await refuse(call, `user:${userId}`, { before: now, expiresAt: longest });
  const id = tokenId ?? (token === undefined ? undefined : idOf(token));
  if (id !== undefined) await refuse(call, `token:${id}`, { expiresAt: longest });
  await endRevoked(call, { tokenId: id ?? null, userId: userId ?? null });
  return { status: 204 };
}

/** Tells the bearers of what was revoked, then ends their connections. */
async function endRevoked(
  call: Call,
  { tokenId, userId }: { readonly tokenId: string | null; readonly userId: string | null },
): Promise<void> {
  const now = call.clock();
  const { project, id: applicationId } = known(call).application;
  const revoked = (connection: LiveConnection): boolean =>
    (tokenId !== null && connection.tokenId === tokenId) ||
    (userId !== null && connection.userId === userId && connection.tokenIssuedAt <= now);
  const live = call.connections.list(project).filter(revoked);
  const users = new Set([userId, ...live.map((connection) => connection.userId)].filter((user) => user !== null));
  await announce(call, {
    type: "token.revoked",
    channels: [...users].map((user) => `user:${user}`),
    data: { tokenId, userId: userId ?? live[0]?.userId ?? null, applicationId, revokedAt: timestamp(now) },
  });
  endConnections(call, revoked, { code: "token_revoked", reason: "The token was revoked. Sign in again." });
}

async function refuse(
  call: Call,
  id: string,
  options: { readonly before?: number; readonly expiresAt: number },
): Promise<void> {
  const { expiresAt, ...data } = options;
  const known = await call.records.get(revocations, id);
  if (known === undefined) await call.records.insert(revocations, { id, data, expiresAt });
  else await call.records.update(revocations, id, { data, expiresAt });
}

/** The id of a token, valid or not: to revoke what is no token changes nothing (RFC 7009 section 2.2). */
function idOf(token: string): string | undefined {
  try {
    const { jti }: { readonly jti?: unknown } = decodeJwt(token);
    return typeof jti === "string" ? jti : undefined;
  } catch {
    return undefined;
  }
}

async function whoami(call: Call<"tokens.whoami">): Promise<Answer<"tokens.whoami">> {
  const caller = known(call);
  const { application } = caller;
  const claims = caller.type === "token" ? caller.claims : undefined;
  const grants = claims?.grants ?? application.data.grants;
  const project = await call.records.get(projects, application.project);
  return {
    status: 200,
    body: {
      type: claims?.sub === undefined ? "application" : "user",
      projectId: application.project,
      workspace: project?.data.workspace ?? null,
      applicationId: application.id,
      keyId: caller.type === "token" ? caller.keyId : null,
      tokenId: claims?.jti ?? null,
      userId: claims?.sub ?? null,
      scopes: commonScopes(grants, application.data.grants),
      grants,
      member: claims?.member ?? null,
      expiresAt: optionalTimestamp(claims === undefined ? null : claims.exp * 1000),
    },
  };
}

function known(call: Call): KnownCaller {
  if (call.caller.type === "anonymous") throw new Error(`${call.operation.id} needs a caller.`);
  return call.caller;
}
