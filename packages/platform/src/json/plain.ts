import type { Json } from "./json.js";

/** A generated type as values that nobody changes in place, with JSON where the contract leaves open what stands there. */
export type Plain<Type> = unknown extends Type
  ? Json
  : { readonly [Member in keyof Type]: Plain<Exclude<Type[Member], undefined>> };
