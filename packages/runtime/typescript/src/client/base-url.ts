import { ConfigurationError } from "../errors/configuration-error.js";

/**
 * The base URL without a slash at the end; `host` and `host:port` mean https. Throws `ConfigurationError` for anything but http
 * and https, and for credentials, a query or a fragment in it.
 */
export function baseUrl(given: string | URL): string {
  const text = String(given);
  const absolute = text.includes("://") ? text : `https://${text}`;
  if (/^https?:\/\/[^/?#@]+(\/[^?#]*)?$/i.test(absolute) && URL.canParse(absolute))
    return new URL(absolute).href.replace(/\/+$/, "");
  throw new ConfigurationError({
    message: "`url` must be an absolute http or https URL without credentials, query or fragment",
  });
}
