import type { CallOptions } from "../client/call-options.js";

/** Parameters and options of a call; the parameters may be left out where none is required. */
export type CallArguments<Params, Options = CallOptions> =
  Partial<Params> extends Params
    ? [params?: Params | undefined, options?: Options | undefined]
    : [params: Params, options?: Options | undefined];

/** Parameters by key, as the runtime looks them up. */
export function paramsRecord(params: unknown): Readonly<Record<string, unknown>> {
  return typeof params === "object" && params !== null ? { ...params } : {};
}
