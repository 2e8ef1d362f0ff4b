import type { ImportedSymbol } from "@parlance/generator";

/** The module that generated code stands on, and the version of it that generated code needs. */
export const runtimeModule = { path: "github.com/parlance-dev/parlance/packages/runtime/go", version: "v0.1.0" };

/** What the realtime half of the runtime needs, in the version that its own go.mod names. */
export const socketModule = { path: "github.com/coder/websocket", version: "v1.8.15" };

/** A name of the runtime that applications use too. */
export function runtimeSymbol(name: string): ImportedSymbol {
  return { name, from: runtimeModule.path, qualifier: "runtime" };
}

/** A name that only generated code uses. */
export function codegenSymbol(name: string): ImportedSymbol {
  return { name, from: `${runtimeModule.path}/codegen/v1`, qualifier: "codegen" };
}

/** A name of the realtime half that applications use too. */
export function realtimeSymbol(name: string): ImportedSymbol {
  return { name, from: `${runtimeModule.path}/realtime`, qualifier: "realtime" };
}

/** A name of the realtime half that only generated code uses. */
export function realtimeCodegenSymbol(name: string): ImportedSymbol {
  return { name, from: `${runtimeModule.path}/codegen/realtime/v1`, qualifier: "codegen" };
}

/** A name of the clients of others' sockets that applications use too. */
export function socketsSymbol(name: string): ImportedSymbol {
  return { name, from: `${runtimeModule.path}/sockets`, qualifier: "sockets" };
}

/** A name of the clients of others' sockets that only generated code uses. */
export function socketsCodegenSymbol(name: string): ImportedSymbol {
  return { name, from: `${runtimeModule.path}/codegen/sockets/v1`, qualifier: "codegen" };
}

/** A name of the standard library. */
export function standardSymbol(module: "context" | "encoding/json" | "io" | "iter", name: string): ImportedSymbol {
  return { name, from: module, qualifier: module.split("/").at(-1) ?? module };
}
