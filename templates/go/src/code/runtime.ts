import type { ImportedSymbol } from "@parlance/generator";

/** The module that generated code stands on, and the version of it that generated code needs. */
export const runtimeModule = { path: "github.com/parlance-dev/parlance/packages/runtime/go", version: "v0.1.0" };

/** A name of the runtime that applications use too. */
export function runtimeSymbol(name: string): ImportedSymbol {
  return { name, from: runtimeModule.path, qualifier: "runtime" };
}

/** A name that only generated code uses. */
export function codegenSymbol(name: string): ImportedSymbol {
  return { name, from: `${runtimeModule.path}/codegen/v1`, qualifier: "codegen" };
}

/** A name of the standard library. */
export function standardSymbol(module: "context" | "encoding/json" | "io", name: string): ImportedSymbol {
  return { name, from: module, qualifier: module.split("/").at(-1) ?? module };
}
