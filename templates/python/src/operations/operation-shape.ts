import type { Schema } from "@parlance/contract";
import {
  anyOf,
  type NamedOperation,
  type NamedType,
  type OperationKind,
  operationPlan,
  type Part,
  type Types,
} from "@parlance/generator";
import { runtimeValue } from "../code/runtime.js";
import { alternatives, orNone, typeExpression, type TypeSite } from "../types/type-expression.js";

/** One argument of a method. */
export interface Argument {
  readonly name: string;
  /** Key among the values that the runtime is given. */
  readonly key: string;
  readonly type: Part;
  readonly required: boolean;
  /** May be given by its place; the others by name only. */
  readonly positional: boolean;
}

/** What a method takes and gives. */
export interface OperationShape {
  readonly kind: OperationKind;
  readonly args: readonly Argument[];
  /** Type of the whole answer, or of one item of a sequence. */
  readonly data: Part;
  /** Type of an item of a page. */
  readonly item: Part;
}

/** Reads from an operation what its method takes and gives. `root` is the SDK's package. */
export function operationShape(named: NamedOperation, types: Types, root: string): OperationShape {
  const plan = operationPlan(named, types);
  const given = site(types, root, {
    list: { name: "Sequence", from: "collections.abc" },
    binary: runtimeValue("Content"),
  });
  const got = site(types, root, { list: { name: "list", from: "builtins", qualifier: "builtins" }, binary: "bytes" });
  const success = alternatives(plan.successes.map((each) => typeExpression(each, got)));
  return {
    kind: plan.kind,
    args: argumentsOf(named, plan.bodies, given),
    data: plan.successes.length === 0 ? "None" : plan.kind === "call" && plan.empty ? orNone(success) : success,
    item: plan.item === undefined ? "object" : typeExpression(plan.item, got),
  };
}

function argumentsOf(
  { operation, parameters }: NamedOperation,
  bodies: readonly Schema[],
  given: TypeSite,
): readonly Argument[] {
  const args = parameters.map(({ key, argument, parameter }) => ({
    name: argument,
    key,
    type: typeExpression(parameter.schema, given),
    required: parameter.required,
    positional: parameter.in === "path" && parameter.required,
  }));
  const body = anyOf(bodies);
  const sent = alternatives(bodies.map((each) => typeExpression(each, given)));
  const all =
    body === undefined
      ? args
      : [
          ...args,
          { name: "body", key: "body", type: sent, required: operation.body?.required === true, positional: false },
        ];
  return [...all.filter((each) => each.positional), ...all.filter((each) => !each.positional)];
}

/** Types in the modules of resources are members of the package that loads them when they are named. */
function site(types: Types, root: string, { list, binary }: Pick<TypeSite, "list" | "binary">): TypeSite {
  const named = ({ name }: NamedType): Part => ({ name, from: `${root}.types`, qualifier: "types" });
  return { types, named, list, binary };
}
