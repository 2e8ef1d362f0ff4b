import type { Schema } from "@parlance/contract";
import { anyOf, type NamedOperation, type NamedParameter, operationPlan, type Part } from "@parlance/generator";
import { standardSymbol } from "../code/runtime.js";
import { heldType, parameterType, resultType } from "../types/held-type.js";
import { typeExpression, type TypeSite } from "../types/type-expression.js";

/** What a method gives. */
export type Result =
  | { readonly kind: "nothing" }
  | { readonly kind: "data"; readonly type: Part }
  | { readonly kind: "bytes" }
  | { readonly kind: "page" | "sequence"; readonly item: Part };

/** A field of the struct of a call's parameters. */
export interface ParameterField {
  readonly name: string;
  readonly type: Part;
  readonly doc: string | undefined;
}

/** What a method takes and gives. */
export interface OperationShape {
  /** Parameters of the path, which are arguments of their own. */
  readonly path: readonly { readonly named: NamedParameter; readonly type: Part }[];
  /** All others and the body; without any there is no struct. */
  readonly fields: readonly ParameterField[];
  readonly result: Result;
}

/** Reads from an operation what its method takes and gives. */
export function operationShape(named: NamedOperation, site: TypeSite): OperationShape {
  const inPath = named.parameters.filter(({ parameter }) => parameter.in === "path");
  const others = named.parameters.filter(({ parameter }) => parameter.in !== "path");
  const ordered = [...others].toSorted((a, b) => Number(b.parameter.required) - Number(a.parameter.required));
  return {
    path: inPath.map((each) => ({ named: each, type: parameterType(each.parameter.schema, true, site) })),
    fields: [...ordered.map((each) => fieldOf(each, site)), ...bodyField(named, site)],
    result: resultOf(named, site),
  };
}

function fieldOf({ key, parameter }: NamedParameter, site: TypeSite): ParameterField {
  const { schema, required, docs } = parameter;
  const text = [docs?.description ?? docs?.summary, required ? "Required." : ""].filter(Boolean).join("\n\n");
  return { name: key, type: parameterType(schema, required, site), doc: text };
}

/** Several media types share one field; where their types differ, it takes any of them. */
function bodyField(named: NamedOperation, site: TypeSite): readonly ParameterField[] {
  const { body } = named.operation;
  if (body === undefined) {
    return [];
  }
  const { contents, required, docs } = body;
  const schema = anyOf(contents.flatMap((each) => each.schema ?? []));
  const media = contents.map(({ mediaType }) => mediaType).join(", ");
  const raw = contents.every(({ form, schema: each }) => form === "binary" || each === undefined);
  const lines = contents.some(({ form }) => form === "jsonl");
  const type = raw
    ? standardSymbol("io", "Reader")
    : lines || schema === undefined || schema.kind === "union" || hasSomeBinary(contents)
      ? "any"
      : heldBody(schema, required, site);
  const doc = [docs?.description, `${required ? "Required. " : ""}Sent as ${media}.`].filter(Boolean).join("\n\n");
  return [{ name: "Body", type, doc }];
}

function hasSomeBinary(contents: readonly { readonly form: string }[]): boolean {
  return contents.some(({ form }) => form === "binary");
}

/** A body that is null is something else than none. */
function heldBody(schema: Schema, required: boolean, site: TypeSite): Part {
  return heldType(schema, { optional: !required }, site);
}

function resultOf(named: NamedOperation, site: TypeSite): Result {
  const { kind, successes, item } = operationPlan(named, site.types);
  if (kind === "page" && item !== undefined) {
    return { kind, item: typeExpression(item, site) };
  }
  const schema = anyOf(successes);
  if (kind === "sequence") {
    return { kind, item: schema === undefined ? "any" : typeExpression(schema, site) };
  }
  const forms = named.operation.responses
    .filter(({ status }) => status.startsWith("2"))
    .flatMap(({ contents }) => contents.map(({ form }) => form));
  if (schema === undefined) {
    return { kind: "nothing" };
  }
  return forms.length > 0 && forms.every((each) => each === "binary")
    ? { kind: "bytes" }
    : { kind: "data", type: resultType(schema, site) };
}
