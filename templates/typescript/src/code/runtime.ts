import type { ImportedSymbol } from "@parlance/generator";

/** The only module that generated code stands on. */
export const runtimeModule = "@parlance/runtime/codegen/v1";

/** A value of the runtime. */
export function runtimeValue(name: string): ImportedSymbol {
  return { name, from: runtimeModule };
}

/** A type of the runtime. */
export function runtimeType(name: string): ImportedSymbol {
  return { name, from: runtimeModule, typeOnly: true };
}
