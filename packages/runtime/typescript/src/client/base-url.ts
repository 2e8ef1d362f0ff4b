import { ConfigurationError } from "../errors/configuration-error.js";

/**
 * The base URL without a slash at the end; `host` and `host:port` mean https. Throws `ConfigurationError` for anything but http
 * and https, and for credentials, a query or a fragment in it.
 */
export function baseUrl(given: string | URL): string {
  const text = String(given);
  const absolute = /^([a-z][a-z\d+.-]*:)?\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(absolute) ? new URL(absolute) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && !url.username && !url.password && !/[?#]/.test(text)) {
    return url.href.replace(/\/+$/, "");
  }
  throw new ConfigurationError({ message: "`url` must be an absolute http or https URL without credentials, query or fragment" });
}
