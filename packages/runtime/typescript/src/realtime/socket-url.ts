import { check } from "./check-options.js";

/**
 * The address as given, checked. Throws `ConfigurationError` for anything but an absolute ws, wss, http or https URL, and for
 * credentials or a fragment in it.
 */
export function socketUrl(given: string | URL): string {
  const text = String(given);
  const fits = /^(ws|http)s?:\/\/[^/?#@]+([/?][^#]*)?$/i.test(text) && URL.canParse(text);
  check("url", text, fits, "an absolute ws, wss, http or https URL without credentials or fragment");
  return text;
}
