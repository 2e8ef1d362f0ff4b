import type { Contract, JsonObject, SecurityScheme } from "@parlance/contract";
import type { PrintOptions } from "../language/print-options.js";
import { productOf } from "./product.js";
import { serverDescriptor } from "./server-descriptor.js";

/**
 * What a Contract says about all operations, as the plain constant that clients are set up by: the first HTTP server, the
 * security schemes that an SDK can apply, and who is asking. The members of `ClientSetup` in the TypeScript runtime.
 */
export function clientDescriptor({ servers, security }: Contract, options: PrintOptions): JsonObject {
  const server = servers.find(({ protocol }) => protocol === "http" || protocol === "https" || protocol === "");
  const schemes = security.flatMap((each) => {
    const described = securityDescriptor(each);
    return described === undefined ? [] : [[each.name, described] as const];
  });
  return {
    product: productOf(options),
    environment: options.environmentPrefix,
    ...(server === undefined ? {} : { server: serverDescriptor(server) }),
    ...(schemes.length > 0 ? { security: Object.fromEntries(schemes) } : {}),
    ...(takesApplicationTokens(security) ? { applicationTokens: true } : {}),
  };
}

/** Whether applications sign tokens themselves: a scheme says `x-parlance-application-tokens: true`. */
export function takesApplicationTokens(security: readonly SecurityScheme[]): boolean {
  return security.some(({ extensions }) => extensions?.["x-parlance-application-tokens"] === true);
}

function securityDescriptor(scheme: SecurityScheme): JsonObject | undefined {
  switch (scheme.type) {
    case "apiKey":
      return { type: "apiKey", in: scheme.in, name: scheme.parameter };
    case "http":
      return { type: scheme.scheme.toLowerCase() === "basic" ? "basic" : "bearer" };
    case "oauth2":
    case "openIdConnect":
      return { type: "bearer" };
    case "mutualTLS":
    case "other":
      return undefined;
  }
}
