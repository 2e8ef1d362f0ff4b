/** When a JWT says it expires (RFC 7519 section 4.1.4), in milliseconds since 1970; undefined for other tokens. */
export function tokenExpiry(token: string): number | undefined {
  const [, payload] = token.split(".");
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    const expires = typeof claims === "object" && claims !== null && "exp" in claims ? claims.exp : undefined;
    return typeof expires === "number" ? expires * 1000 : undefined;
  } catch {
    return undefined;
  }
}
