/** When a JWT says it expires (RFC 7519 section 4.1.4), in milliseconds since 1970; undefined for other tokens. */
export function tokenExpiry(token: string): number | undefined {
  try {
    const payload = token.split(".")[1] ?? "";
    const claims: { readonly exp?: unknown } = Object(
      JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))),
    );
    return typeof claims.exp === "number" ? claims.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
