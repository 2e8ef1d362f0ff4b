import { isIP } from "node:net";
import { isBlocked } from "./blocked-addresses.js";

/**
 * Whether a webhook may have an address: `https` without user info, and no number inside of the platform's own network; for a developer
 * also `http` to this machine. What a name resolves to is judged when it is called.
 */
export function mayBeCalled(text: string, { development }: { readonly development: boolean }): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "") return false;
  const host = bareHost(url);
  const local = host === "localhost" || host.endsWith(".localhost") || (isIP(host) !== 0 && isLoopback(host));
  if (local) return development && ["http:", "https:"].includes(url.protocol);
  return url.protocol === "https:" && (isIP(host) === 0 || !isBlocked(host, { loopback: false }));
}

/** The host of an address, without the brackets of IPv6. */
export function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/gu, "");
}

function isLoopback(address: string): boolean {
  return isBlocked(address, { loopback: false }) && !isBlocked(address, { loopback: true });
}
