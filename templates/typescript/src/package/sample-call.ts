import type { Json } from "@parlance/contract";
import type { NamedContract, NamedOperation, NamedResource, OperationKind } from "@parlance/generator";
import { literal, propertyKey } from "../code/literal.js";
import type { OperationShape } from "../operations/operation-shape.js";
import { sampleValue } from "./sample-value.js";

/** A call that the README can show. */
export interface SampleCall {
  readonly named: NamedOperation;
  readonly kind: OperationKind;
  /** `tunnels.get`, as written after the client. */
  readonly path: string;
  /** The text of the required parameters; empty if there are none. */
  readonly params: string;
}

/** The calls whose required parameters all have an obvious value and which send no body, in the order of the resources. */
export function sampleCalls(
  { root, types }: NamedContract,
  shapes: ReadonlyMap<string, OperationShape>,
): readonly SampleCall[] {
  return walk(root, "").flatMap(({ named, path }) => {
    const shape = shapes.get(named.constant);
    const required = named.parameters.filter(({ parameter }) => parameter.required);
    const values = required.map(({ key, parameter }) => [key, sampleValue(parameter.schema, types)] as const);
    if (
      shape === undefined ||
      named.operation.body?.required ||
      named.operation.docs?.deprecated ||
      !values.every(hasValue)
    ) {
      return [];
    }
    return [{ named, kind: shape.kind, path, params: values.length > 0 ? literal(Object.fromEntries(values)) : "" }];
  });
}

function walk(
  resource: NamedResource,
  prefix: string,
): readonly { readonly named: NamedOperation; readonly path: string }[] {
  const own = resource.operations.map((named) => ({ named, path: `${prefix}${named.method}` }));
  return [...own, ...resource.children.flatMap((each) => walk(each, `${prefix}${propertyKey(each.property)}.`))];
}

function hasValue(entry: readonly [string, Json | undefined]): entry is readonly [string, Json] {
  return entry[1] !== undefined;
}
