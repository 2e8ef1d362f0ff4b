import { TesterError } from "./tester-error.js";

/**
 * Reads the address of a server under test.
 *
 * @throws {TesterError} `url-invalid`
 */
export function parseServerUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/u.test(url.protocol) && url.username === "" && url.search === "") return url;
  throw new TesterError({
    code: "url-invalid",
    message: `"${text}" is no address of a server.`,
    help: "Write http:// or https://, host and path, without user and query; credentials stand in the profile.",
  });
}
