import type { ImportedSymbol } from "@parlance/generator";

/** The module that REST calls of generated code stand on. */
export const runtimeModule = "parlance_runtime.codegen.v1";

/** The module that channels of generated code stand on. */
export const realtimeModule = "parlance_runtime.codegen.realtime.v1";

/** The module that sockets of generated code stand on. */
export const socketsModule = "parlance_runtime.codegen.sockets.v1";

/** A name of the runtime that is used when the code runs. */
export function runtimeValue(name: string, from = runtimeModule): ImportedSymbol {
  return { name, from };
}

/** A name of the runtime that only annotations use. */
export function runtimeType(name: string, from = runtimeModule): ImportedSymbol {
  return { name, from, typeOnly: true };
}
