import type { startPlatform } from "@parlance/platform/testing";

/** Tokens of each class that a profile can name, for the mutant server. */
export interface Credentials {
  /** May do everything but end itself. */
  readonly valid: string;
  /** Is known and may do nothing. */
  readonly unscoped: string;
  /** May do everything in another project. */
  readonly otherTenant: string;
  readonly expired: string;
  readonly revoked: string;
  /** Speaks for a user, who may be present on the channels of `presenceChannels`. */
  readonly member: string;
}

/** Channels that track their members by their names. */
export const presenceChannels: readonly string[] = ["presence-lobby", "presence-hall"];

type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** All scopes but those over the application itself, whose change would take the token's own rights. */
const domains =
  "addresses calls channels clients connections documents metrics projects rooms rooms.member rooms.self subscribers tokens topics tunnels turn webhooks".split(
    " ",
  );

/** Mints the tokens, all but the expired one. */
export async function mintCredentials(platform: Platform): Promise<Omit<Credentials, "expired">> {
  const admin = await platform.token();
  const mint = async (
    grants: readonly object[],
    more: object = {},
  ): Promise<{ readonly id: string; readonly token: string }> => {
    const answer = await post(platform, "/v1/tokens", { admin, body: { lifetimeSeconds: 3600, grants, ...more } });
    return (await answer.json()) as { readonly id: string; readonly token: string };
  };
  const own = { id: { ne: platform.application.clientId } };
  const valid = await mint([
    { scopes: domains.map((domain) => `${domain}:*`) },
    { scopes: ["applications:*"], resources: own },
  ]);
  const unscoped = await mint([{ scopes: ["tokens:introspect"] }]);
  const revoked = await mint([{ scopes: ["*"] }]);
  await post(platform, "/v1/tokens/revoke", { admin, body: { token: revoked.token } });
  const present = [{ scopes: ["channels:*"], resources: { name: { in: [...presenceChannels] } } }];
  const member = await mint(present, { userId: "ada" });
  const other = await platform.createProject({ name: "Other", endpoint: "other" });
  return {
    valid: valid.token,
    unscoped: unscoped.token,
    otherTenant: await platform.token(other),
    revoked: revoked.token,
    member: member.token,
  };
}

async function post(
  { url }: Platform,
  path: string,
  { admin, body }: { readonly admin: string; readonly body: object },
): Promise<Response> {
  const answer = await fetch(url + path, {
    method: "POST",
    headers: { Authorization: `Bearer ${admin}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
