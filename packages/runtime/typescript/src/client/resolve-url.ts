import { ConfigurationError } from "../errors/configuration-error.js";
import type { ClientOptions } from "./client-options.js";
import type { ClientSetup } from "./client-setup.js";
import { environmentVariable } from "./environment.js";

/** Where a client sends its calls. */
export interface BaseUrl {
  /** Without a slash at the end. */
  readonly href: string;
  /** Whether the application chose it; then it also holds for operations with a server of their own. */
  readonly explicit: boolean;
}

/** The base URL: the option, else the environment, else the contract's server. Throws `ConfigurationError` for an unusable one. */
export function resolveUrl(options: ClientOptions, setup: ClientSetup): BaseUrl {
  const variable = setup.environment === undefined ? undefined : `${setup.environment}_URL`;
  const given = options.url ?? (variable === undefined ? undefined : environmentVariable(variable));
  const text = given === undefined ? fillServer(options, setup) : String(given);
  const remedy = `set \`url\`${variable === undefined ? "" : ` or the environment variable ${variable}`}`;
  if (text === undefined) throw new ConfigurationError({ message: `The client has no URL: ${remedy}` });
  return { href: parse(text, remedy), explicit: given !== undefined };
}

function fillServer(options: ClientOptions, setup: ClientSetup): string | undefined {
  const values: Readonly<Record<string, string>> = { ...setup.server?.variables, ...options.serverVariables };
  return setup.server?.url.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new ConfigurationError({ message: `The server's URL needs a value: set \`serverVariables.${name}\`` });
    return value;
  });
}

function parse(text: string, remedy: string): string {
  const absolute = /^[a-z][a-z\d+.-]*:\/\//i.test(text) || text.startsWith("/") ? text : `https://${text}`;
  const url = URL.canParse(absolute) ? new URL(absolute) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError({ message: `The client's URL is not an absolute http or https URL: ${remedy}` });
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new ConfigurationError({ message: `The client's URL must not hold credentials, a query or a fragment: ${remedy}` });
  }
  return url.href.replace(/\/+$/, "");
}
