import type { Contract, Operation, Parameter } from "../contract/bare-contract.js";
import type { JsonSchema } from "../contract/platform-contract.js";
import type { Validator } from "../contract/validator.js";
import type { Json } from "../json/json.js";
import type { ProblemItem } from "../problem/platform-error.js";
import { validationFailed } from "../problem/validation-failed.js";
import { decodeParameter, defaultOf } from "./decode-parameter.js";
import { parseQuery } from "./query.js";

/** The decoded, validated parameters of a call, by their names on the wire (headers in lower case). */
export interface Parameters {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, Json | undefined>>;
  readonly headers: Readonly<Record<string, Json | undefined>>;
}

/** The parts of a request that carry parameters, as they came. */
export interface RawParameters {
  readonly url: string;
  readonly path: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What parameters are decoded and validated by. */
export interface ReadParametersOptions {
  readonly operation: Operation;
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly contract: Contract;
  readonly validator: Validator;
}

/**
 * Decodes and validates what an operation declares. Throws `validation_failed` that lists every refused parameter, among
 * them query parameters that the operation does not know, so that a misspelt filter never selects everything.
 */
export function readParameters(raw: RawParameters, options: ReadParametersOptions): Parameters {
  const query = parseQuery(raw.url);
  const refused: ProblemItem[] = [];
  const read: Record<Parameter["in"], Record<string, Json | undefined>> = {
    path: {},
    query: {},
    header: {},
    cookie: {},
  };
  for (const parameter of options.operation.parameters) {
    const values = valuesOf(parameter, raw, query);
    const name = parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name;
    if (values.length === 0) {
      if (parameter.required) refused.push({ parameter: parameter.name, code: "required", message: "is required" });
      read[parameter.in][name] = defaultOf(parameter, options.contract);
      continue;
    }
    const value = decodeParameter(parameter, values, options.contract);
    const schema = options.schemas[`${parameter.in}.${parameter.name}`] ?? true;
    refused.push(...options.validator.check(schema)(value, parameter.name));
    read[parameter.in][name] = value;
  }
  const known = new Set(
    options.operation.parameters.flatMap((parameter) => (parameter.in === "query" ? [parameter.name] : [])),
  );
  for (const name of query.keys()) {
    if (!known.has(name))
      refused.push({ parameter: name.slice(0, 100), code: "unknown", message: "is not a parameter of this operation" });
  }
  if (refused.length > 0) throw validationFailed(refused);
  return { path: read.path as Record<string, string>, query: read.query, headers: read.header };
}

function valuesOf(
  parameter: Parameter,
  raw: RawParameters,
  query: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  switch (parameter.in) {
    case "query":
      return query.get(parameter.name) ?? [];
    case "path": {
      const value = raw.path[parameter.name];
      return value === undefined ? [] : [value];
    }
    case "header": {
      const value = raw.headers[parameter.name.toLowerCase()];
      return value === undefined ? [] : [value].flat();
    }
    case "cookie":
      return [];
  }
}
