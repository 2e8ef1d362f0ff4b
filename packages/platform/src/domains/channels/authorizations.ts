import { SignJWT } from "jose";
import { timestamp } from "../../clock.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import type { Json } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { Access } from "../../security/access.js";
import { grantLists } from "../../security/caller.js";
import { covers, type Grant } from "../../security/grant.js";
import { privateKeyOf } from "../../security/client-secret.js";
import { platformKey } from "../../security/platform-key.js";
import { platformIssuer } from "../../security/sign-token.js";
import { channelAudience, channelTokenType } from "../../security/verify-channel-token.js";
import { listValues } from "../../resource/list-values.js";
import { channelAt, typeOf } from "./channel-resource.js";
import { isReserved } from "./reserved-channels.js";

/** Who may enter which channel: authorisations for one connection, and what the caller's own token permits. */
export const authorizationHandlers: HandlersOf<"channels.authorize" | "channels.permissions"> = {
  "channels.authorize": authorize,
  "channels.permissions.list": listPermissions,
};

const maxInfoBytes = 2048;

async function authorize(call: Call<"channels.authorize">): Promise<Answer<"channels.authorize">> {
  const body = call.body.value;
  const at = channelAt(call, body.channel);
  if (isReserved(at.channel)) {
    throw problem("channel_forbidden", "Only the scopes of its domain open a channel of the platform's own.");
  }
  const connection = call.connections.get(at.project, body.connectionId);
  const userId = body.userId ?? connection?.userId ?? undefined;
  if (connection !== undefined && connection.userId !== null && userId !== connection.userId) {
    throw problem("forbidden", "The connection's token names another user.");
  }
  if (typeOf(at.channel) === "presence" && userId === undefined && body.memberId === undefined) {
    throw problem("unprocessable", "A presence channel needs a member. Send userId or memberId.");
  }
  if (body.info !== undefined && Buffer.byteLength(JSON.stringify(body.info)) > maxInfoBytes) {
    throw problem("payload_too_large", `info is at most ${maxInfoBytes} bytes of JSON.`);
  }
  const issuedAt = Math.floor(call.clock() / 1000);
  const expires = issuedAt + body.lifetimeSeconds;
  const token = await sign(call, {
    iss: platformIssuer,
    aud: channelAudience,
    iat: issuedAt,
    exp: expires,
    jti: call.ids("tok"),
    project: at.project,
    channel: at.channel,
    connection: body.connectionId,
    permissions: body.permissions,
    ...(userId !== undefined && { sub: userId }),
    ...(body.memberId !== undefined && { member: body.memberId }),
    ...(body.info !== undefined && { info: body.info }),
  });
  return {
    status: 201,
    body: {
      token,
      channel: at.channel,
      connectionId: body.connectionId,
      permissions: body.permissions,
      expiresAt: timestamp(expires * 1000),
    },
  };
}

async function sign(call: Call, claims: Readonly<Record<string, unknown>>): Promise<string> {
  const { id, data } = await platformKey(call.transaction, call.ids);
  const pair = privateKeyOf(data.secret);
  if (pair === undefined) throw new Error("The signing key cannot be read; the data is damaged.");
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: "EdDSA", typ: channelTokenType, kid: id }).sign(pair.key);
}

/** Every name or prefix that a grant of the caller names; `*` where a grant has no filter on names. */
async function listPermissions(call: Call<"channels.permissions.list">): Promise<Answer<"channels.permissions.list">> {
  const { caller } = call;
  if (caller.type === "anonymous") throw new Error("Permissions need a caller.");
  const lists = grantLists(caller);
  const patterns = new Set((lists[0] ?? []).filter(aboutChannels).flatMap(patternsOf));
  const expiresAt = caller.type === "token" ? timestamp(caller.claims.exp * 1000) : null;
  const values = [...patterns].toSorted().map((channel, index) => ({
    id: channel,
    position: index,
    value: {
      channel,
      read: allows(lists, "channels:subscribe", channel),
      write: allows(lists, "channels:publish", channel),
      expiresAt,
    },
  }));
  const everything = Access.of([], [], filterLimits(call));
  return listValues({ ...call, access: everything, query: { ...call.query, order: "asc" } }, values);
}

function aboutChannels(grant: Grant): boolean {
  return ["channels:subscribe", "channels:publish"].some((scope) => grant.scopes.some((held) => covers(held, scope)));
}

function allows(lists: readonly (readonly Grant[])[], scope: string, pattern: string): boolean {
  return lists.every((grants) =>
    grants.some(
      (grant) =>
        grant.scopes.some((held) => covers(held, scope)) && patternsOf(grant).some((own) => includes(own, pattern)),
    ),
  );
}

/** The channel names that a grant's filter names: equal, one of, or by prefix. Any other filter may select any name. */
function patternsOf({ resources }: Grant): readonly string[] {
  const name: Json | undefined = resources?.["name"];
  if (typeof name === "string") return [name];
  if (typeof name !== "object" || name === null || Array.isArray(name)) return ["*"];
  const {
    eq,
    in: list,
    prefix,
  } = name as { readonly eq?: string; readonly in?: readonly string[]; readonly prefix?: string };
  if (eq !== undefined) return [eq];
  return list ?? (prefix === undefined ? ["*"] : [`${prefix}*`]);
}

function includes(own: string, pattern: string): boolean {
  return own.endsWith("*") ? pattern.startsWith(own.slice(0, -1)) : own === pattern;
}
