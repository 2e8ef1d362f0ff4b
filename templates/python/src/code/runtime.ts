import type { ImportedSymbol } from "@parlance/generator";

/** The module that REST calls of generated code stand on. */
export const runtimeModule = "parlance_runtime.codegen.v1";

/** A name of the runtime that is used when the code runs. */
export function runtimeValue(name: string): ImportedSymbol {
  return { name, from: runtimeModule };
}

/** A name of the runtime that only annotations use. */
export function runtimeType(name: string): ImportedSymbol {
  return { name, from: runtimeModule, typeOnly: true };
}
