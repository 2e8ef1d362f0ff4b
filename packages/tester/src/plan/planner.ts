import type { Content, Contract, Json, Operation, Parameter, Schema } from "@parlance/contract";
import fc from "fast-check";
import type { Profile } from "../profile/profile.js";
import { collectionOf, type Pool } from "../run/pool.js";
import { Arbitraries } from "../values/arbitrary.js";
import { directed, directedSchema } from "../values/directed.js";
import { type Schemas, schemasOf } from "../values/schemas.js";
import { Validators } from "../values/validator.js";
import type { Case, CaseBody, ParameterValue } from "./case.js";
import { type Refinement, refined } from "./refined.js";
import { seedOf } from "./seed.js";
import type { Taken } from "./sequence.js";

/** How many values are drawn before one must have been valid. */
const draws = 40;

/** An allowed request, or why there is none. */
export type Planned = { readonly case: Case } | { readonly missing: string };

/** How a request is to be made. */
export interface PlanOptions {
  /** Only with the parameters that must be there, and with a body that is made fit so. */
  readonly refinement?: Refinement;
  /** Parameters that somebody else gives. */
  readonly without?: readonly Taken["into"][];
}

/** Makes allowed requests of an operation: the ground on which every other case stands. */
export class Planner {
  readonly schemas: Schemas;
  readonly validators: Validators;
  readonly #profile: Profile;
  readonly #pool: Pool;
  readonly #seed: number;
  readonly #arbitraries: Arbitraries;
  readonly #schemasOfBodies = new Map<Content, Schema>();

  constructor(options: { contract: Contract; profile: Profile; pool: Pool; seed: number }) {
    const contract = directed(options.contract, "request");
    this.schemas = schemasOf(contract);
    this.validators = new Validators(contract);
    this.#arbitraries = new Arbitraries(this.schemas);
    this.#profile = options.profile;
    this.#pool = options.pool;
    this.#seed = options.seed;
  }

  /** The `n`th allowed request. The 0th has only what must be there, the 1st all, further ones by chance. */
  positive(operation: Operation, n: number, options: PlanOptions = {}): Planned {
    const { without = [], refinement } = options;
    const bare = refinement !== undefined;
    const parameters: ParameterValue[] = [];
    for (const parameter of operation.parameters) {
      if (without.some((each) => each.in === parameter.in && each.name === parameter.name)) continue;
      const isWanted = !bare && !isLeftOut(parameter, operation) && this.#chosen(operation, parameter, n);
      if (!parameter.required && !isWanted) continue;
      const value = this.#parameterValue(operation, parameter, n, parameters);
      if (value !== undefined) parameters.push({ in: parameter.in, name: parameter.name, value });
      else if (parameter.required) return { missing: `no value is known for ${parameter.in} ${parameter.name}` };
    }
    const base = { operation: operation.id, n, method: operation.method, credential: "valid" as const, parameters };
    const content = jsonContent(operation);
    if (operation.body === undefined || (!operation.body.required && n === 0 && !bare))
      return { case: { ...base, intent: { kind: "positive" } } };
    if (content === undefined) return { missing: "its body is neither JSON nor a form" };
    const body = this.#body(operation, content, n, refinement);
    return body === undefined
      ? { missing: "no allowed body was found" }
      : { case: { ...base, intent: { kind: "positive" }, body } };
  }

  /** A value of a schema, chosen by the run's seed and these names; undefined: none was found. */
  value(schema: Schema, ...names: readonly (string | number)[]): Json | undefined {
    return this.#valueOf(schema, seedOf(this.#seed, ...names));
  }

  /** What the profile says of a parameter or another name. */
  namedValues(name: string): readonly Json[] {
    return this.#profile.values[name] ?? [];
  }

  /** True if the profile says which values a parameter has. */
  isNamed(operation: Operation, name: string): boolean {
    const { values } = this.#profile;
    return values[name] !== undefined || values[`${operation.id}/${name}`] !== undefined;
  }

  /** The schema of a body as a request sees it. */
  bodySchema(content: Content): Schema {
    const known = this.#schemasOfBodies.get(content);
    if (known !== undefined) return known;
    const schema = directedSchema(content.schema ?? { kind: "any", place: content.place }, "request");
    this.#schemasOfBodies.set(content, schema);
    return schema;
  }

  #chosen(operation: Operation, { name }: Parameter, n: number): boolean {
    return n === 1 || (n > 1 && (seedOf(this.#seed, operation.id, name, n) & 3) === 0);
  }

  #parameterValue(
    operation: Operation,
    parameter: Parameter,
    n: number,
    before: readonly ParameterValue[],
  ): Json | undefined {
    const named = this.#profile.values[`${operation.id}/${parameter.name}`] ?? this.#profile.values[parameter.name];
    if (named !== undefined) return named[n % named.length];
    if (parameter.in === "path") {
      const collection = collectionOf(operation, parameter.name, before);
      const living = collection === undefined ? [] : this.#pool.below(collection);
      if (living.length > 0) return living[n % living.length];
      return this.#knownByItself(parameter, n) ?? this.#chosenByCaller(operation, parameter, n);
    }
    return this.#valueOf(parameter.schema, seedOf(this.#seed, operation.id, parameter.name, n));
  }

  /** Values of a path that need no resource: one of a few, or what the document shows as an example. */
  #knownByItself({ schema, docs }: Parameter, n: number): Json | undefined {
    const listed =
      schema.kind === "enum" ? schema.values : [...(docs?.examples ?? []), ...(schema.docs?.examples ?? [])];
    return listed.length === 0 ? undefined : listed[n % listed.length];
  }

  /** `PUT` creates what is not there, under the caller's name for it (RFC 9110, section 9.3.4). */
  #chosenByCaller(operation: Operation, { name, schema }: Parameter, n: number): Json | undefined {
    if (operation.method !== "PUT" || !operation.path.endsWith(`{${name}}`)) return undefined;
    return this.#valueOf(notEmpty(schema), seedOf(this.#seed, operation.path, n));
  }

  #body(operation: Operation, content: Content, n: number, refinement?: Refinement): CaseBody | undefined {
    const schema = this.bodySchema(content);
    const seed = seedOf(this.#seed, operation.id, "body", n);
    const value = this.#valueOf(schema, seed);
    if (value === undefined) return undefined;
    const isValid = (each: Json) => this.validators.isValid(schema, each);
    const made = refinement === undefined ? value : refined(value, { ...refinement, seed, isValid });
    return { kind: "value", mediaType: content.mediaType, value: made };
  }

  #valueOf(schema: Schema, seed: number): Json | undefined {
    const arbitrary = this.#arbitraries.of(schema);
    if (arbitrary === undefined) return undefined;
    const drawn = (numRuns: number) =>
      fc.sample(arbitrary, { seed, numRuns }).find((value) => this.validators.isValid(schema, value));
    // Mostly the first one is, and the others would cost as much each.
    return drawn(1) ?? drawn(draws);
  }
}

/** An empty text in a path is another path. */
function notEmpty(schema: Schema): Schema {
  if (schema.kind !== "scalar" || schema.type !== "string") return schema;
  return { ...schema, minLength: Math.max(1, schema.minLength ?? 0) };
}

/** The body that the tester can write: JSON first, else a form. */
export function jsonContent(operation: Operation): Content | undefined {
  const contents = operation.body?.contents ?? [];
  return contents.find(({ form }) => form === "json") ?? contents.find(({ form }) => form === "form");
}

/**
 * A cursor is the server's own, a precondition speaks of a state that the tester has not seen, and a key of idempotency would
 * make one call of many. All three have checks of their own.
 */
function isLeftOut({ name, in: place }: Parameter, { pagination, idempotencyHeader }: Operation): boolean {
  if (place === "query") return pagination?.style === "cursor" && pagination.parameter === name;
  return name === idempotencyHeader || /^if-(?:none-)?(?:match|modified-since|unmodified-since)$/iu.test(name);
}
