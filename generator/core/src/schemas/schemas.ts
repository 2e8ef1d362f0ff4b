import type { Schema } from "@parlance/contract";

/** Named schemas by name: those of a Contract, or the types of a `NamedContract`. */
export type Schemas = ReadonlyMap<string, { readonly schema: Schema }>;
