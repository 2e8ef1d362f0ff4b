import { type Contract, type Json, type Schema, toJsonSchema } from "@parlance/contract";
import { Compile } from "typebox/schema";
import { resolve, type Schemas, schemasOf } from "./schemas.js";

/** Where a value differs from a schema. */
export interface Mismatch {
  /** JSON pointer into the value. */
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
}

/** Validates against the schemas of one contract; each is compiled on its first use and kept. */
export class Validators {
  readonly #contract: Contract;
  readonly #schemas: Schemas;
  readonly #compiled = new WeakMap<Schema, ReturnType<typeof compile>>();

  constructor(contract: Contract) {
    this.#contract = contract;
    this.#schemas = schemasOf(contract);
  }

  /** True if the value is valid as a server must see it: enums and unions are closed, formats count. */
  isValid(schema: Schema, value: unknown): boolean {
    return this.#of(schema).Check(value);
  }

  /** The places where the value differs; the deepest first, because they say most. Empty: it is valid. */
  mismatches(schema: Schema, value: unknown): readonly Mismatch[] {
    const [valid, errors] = this.#of(schema).Errors(value);
    if (valid) return [];
    const found = errors.map(({ instancePath, keyword, message }) => ({ pointer: instancePath, keyword, message }));
    return found.toSorted((one, other) => depth(other) - depth(one));
  }

  #of(schema: Schema): ReturnType<typeof compile> {
    // A document has one problem and a reference to it in every operation.
    const target = resolve(schema, this.#schemas);
    const known = this.#compiled.get(target);
    if (known !== undefined) return known;
    const compiled = compile(schema, this.#contract);
    this.#compiled.set(target, compiled);
    return compiled;
  }
}

function compile(schema: Schema, contract: Contract) {
  return Compile(toJsonSchema(schema, { contract }) as Record<string, Json>);
}

function depth({ pointer }: Mismatch): number {
  return pointer.split("/").length;
}
