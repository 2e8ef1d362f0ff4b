import type { JsonObject, Server } from "@parlance/contract";

/** A server by its URL template and the defaults of the variables in it. */
export function serverDescriptor({ url, variables }: Server): JsonObject {
  const defaults = Object.fromEntries(variables.map(({ name, default: value }) => [name, value]));
  return { url, ...(variables.length > 0 ? { variables: defaults } : {}) };
}
