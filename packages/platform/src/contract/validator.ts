import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import type { Json } from "../json/json.js";
import type { ProblemItem } from "../problem/platform-error.js";
import { definitionsUri } from "./definitions-uri.js";
import { errorMessage } from "./error-message.js";
import type { CompiledContract, JsonSchema } from "./platform-contract.js";

/** What a schema says about a value: nothing, or why it is refused. */
export type Verdict = readonly ProblemItem[];

/** Checks a value. `parameter` names the parameter that holds it; left out, the value is a body. */
export type Check = (value: Json | undefined, parameter?: string) => Verdict;

const codes: Readonly<Record<string, ProblemItem["code"]>> = {
  required: "required",
  type: "type",
  format: "format",
  pattern: "pattern",
  enum: "enum",
  const: "enum",
  minimum: "minimum",
  exclusiveMinimum: "minimum",
  minLength: "minimum",
  minItems: "minimum",
  minProperties: "minimum",
  maximum: "maximum",
  exclusiveMaximum: "maximum",
  maxLength: "maximum",
  maxItems: "maximum",
  maxProperties: "maximum",
  uniqueItems: "unique",
  additionalProperties: "unknown",
  unevaluatedProperties: "unknown",
};

/** Compiles JSON Schemas of the contract, each on first use and once. */
export class Validator {
  readonly #ajv: Ajv2020;
  readonly #checks = new Map<JsonSchema, Check>();
  readonly #definitions: CompiledContract["definitions"];

  /** `defaults`: members that are absent get their schema's default, in the value itself. */
  constructor(compiled: CompiledContract, options: { readonly defaults: boolean }) {
    this.#definitions = compiled.definitions;
    this.#ajv = new Ajv2020({
      strict: true,
      // Strict mode would refuse a default inside oneOf, which cannot be filled before the choice is made. The validator without defaults stays strict.
      strictSchema: !options.defaults,
      strictTypes: false,
      strictRequired: false,
      useDefaults: options.defaults,
      // Says what was found.
      verbose: true,
      formats: fullFormats,
      validateSchema: false,
    });
    this.#ajv.addSchema({ $id: definitionsUri, $defs: compiled.definitions });
  }

  /** The check of a schema. */
  check(schema: JsonSchema): Check {
    const known = this.#checks.get(schema);
    if (known !== undefined) return known;
    let validate: ValidateFunction | undefined;
    const check: Check = (value, parameter) => {
      validate ??= this.#ajv.compile(schema);
      if (validate(value)) return [];
      return joinTypes((validate.errors ?? []).filter(tells)).map((error) => itemOf(error, parameter));
    };
    this.#checks.set(schema, check);
    return check;
  }

  /** The check of a named schema. */
  named(name: string): Check {
    const schema = this.#definitions[name];
    if (schema === undefined) throw new Error(`The contract has no schema "${name}".`);
    return this.check(schema);
  }
}

/** Whether an error says something that the errors inside it do not. */
function tells(error: ErrorObject, _: number, all: readonly ErrorObject[]): boolean {
  return all.length === 1 || !["anyOf", "oneOf", "if"].includes(error.keyword);
}

/** The types that one value may have, each refused by an error of its own, in one error. */
function joinTypes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const types = Map.groupBy(
    errors.filter(({ keyword }) => keyword === "type"),
    ({ instancePath }) => instancePath,
  );
  return errors.flatMap((error) => {
    const same = error.keyword === "type" ? (types.get(error.instancePath) ?? []) : [];
    if (same.length < 2) return [error];
    const type = [...new Set(same.flatMap(({ params }) => params["type"] as string | readonly string[]))];
    return error === same[0] ? [{ ...error, params: { type } }] : [];
  });
}

/** An error of ajv as an item of a problem. `parameter` names the parameter that held the value; left out, it was a body. */
export function itemOf(error: ErrorObject, parameter?: string): ProblemItem {
  const { missingProperty, additionalProperty, unevaluatedProperty } = error.params as Readonly<
    Record<string, string | undefined>
  >;
  const member = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  const inside = member === undefined ? "" : `/${member.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const pointer = error.instancePath + inside;
  const code = codes[error.keyword] ?? "invalid";
  const message = errorMessage(error);
  if (parameter === undefined) return { pointer, code, message };
  return { parameter, code, message: pointer === "" ? message : `at ${pointer} ${message}` };
}
