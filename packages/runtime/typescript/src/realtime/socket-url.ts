import { ConfigurationError } from "../errors/configuration-error.js";

/**
 * The address as given, checked. Throws `ConfigurationError` for anything but an absolute ws, wss, http or https URL, and for
 * credentials or a fragment in it.
 */
export function socketUrl(given: string | URL): string {
  const text = String(given);
  if (/^(ws|http)s?:\/\/[^/?#@]+([/?][^#]*)?$/i.test(text) && URL.canParse(text)) return text;
  throw new ConfigurationError({
    message: "`url` must be an absolute ws, wss, http or https URL without credentials or fragment",
  });
}
