/**
 * The `User-Agent` to send, or undefined in browsers: they name themselves, and the header would cost a CORS preflight.
 */
export function userAgentOf(product: string): string | undefined {
  const runtime = globalThis.navigator?.userAgent;
  return runtime?.startsWith("Mozilla/") === true ? undefined : `${product} ${runtime ?? ""}`.trim();
}
