import { ConfigurationError } from "../../errors/configuration-error.js";

/** Puts the parameters into a channel's address. Throws `ConfigurationError` if one is missing or empty. */
export function channelName(address: string, parameters: object): string {
  const values: Readonly<Record<string, unknown>> = { ...parameters };
  return address.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = values[name] ?? "";
    if (value === "") throw new ConfigurationError({ message: `The channel ${address} needs the parameter ${name}` });
    return String(value);
  });
}
