import type { JsonObject } from "../model/json.js";
import type { SecurityScheme, Server } from "../model/server.js";
import { defined } from "../util/defined.js";

/** A server as OpenAPI writes it. */
export function printServer({ url, variables, docs }: Server): JsonObject {
  const printed = variables.map(({ name, default: value, values, docs: words }) => {
    return [name, { default: value, ...defined({ enum: values, description: words?.description }) }] as const;
  });
  return {
    url,
    ...defined({ description: docs?.description }),
    ...(printed.length > 0 && { variables: Object.fromEntries(printed) }),
  };
}

/** A security scheme as OpenAPI writes it; undefined for those it has no word for. */
export function printScheme(scheme: SecurityScheme): JsonObject | undefined {
  const words = defined({ description: scheme.docs?.description });
  switch (scheme.type) {
    case "apiKey":
      return { type: "apiKey", in: scheme.in, name: scheme.parameter, ...words };
    case "http":
      return { type: "http", scheme: scheme.scheme, ...defined({ bearerFormat: scheme.bearerFormat }), ...words };
    case "oauth2":
      return {
        type: "oauth2",
        flows: Object.fromEntries(scheme.flows.map(({ flow, ...rest }) => [flow, rest])),
        ...words,
      };
    case "openIdConnect":
      return { type: "openIdConnect", openIdConnectUrl: scheme.url, ...words };
    case "mutualTLS":
      return { type: "mutualTLS", ...words };
    case "other":
      return undefined;
  }
}
