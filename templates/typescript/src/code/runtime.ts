import type { ImportedSymbol } from "@parlance/generator";

/** The module that REST calls of generated code stand on. */
export const runtimeModule = "@parlance/runtime/codegen/v1";

/** A value of the runtime. */
export function runtimeValue(name: string): ImportedSymbol {
  return { name, from: runtimeModule };
}

/** A type of the runtime. */
export function runtimeType(name: string): ImportedSymbol {
  return { name, from: runtimeModule, typeOnly: true };
}

/** What the realtime client of generated code stands on; apart, so that REST and realtime do not bring each other along. */
export const realtimeModule = "@parlance/runtime/codegen/realtime/v1";

/** A value of the realtime runtime. */
export function realtimeValue(name: string): ImportedSymbol {
  return { name, from: realtimeModule };
}

/** A type of the realtime runtime. */
export function realtimeType(name: string): ImportedSymbol {
  return { name, from: realtimeModule, typeOnly: true };
}

/** What the client of sockets that do not speak the Parlance protocol stands on. */
export const socketsModule = "@parlance/runtime/codegen/sockets/v1";

/** A value of the runtime of sockets. */
export function socketsValue(name: string): ImportedSymbol {
  return { name, from: socketsModule };
}

/** A type of the runtime of sockets. */
export function socketsType(name: string): ImportedSymbol {
  return { name, from: socketsModule, typeOnly: true };
}
