import type { Content, Operation, Schema } from "@parlance/contract";
import type { NamedOperation } from "../naming/named-contract.js";
import { elementOf, resolvePointer } from "../schemas/resolve-pointer.js";
import type { Schemas } from "../schemas/schemas.js";
import { contentSchema } from "./content-schema.js";
import { isSequence } from "./is-sequence.js";
import { failures, successes } from "./successes.js";

/** What a caller gets: one answer, pages of items, or a sequence of items. */
export type OperationKind = "call" | "page" | "sequence";

/** What an operation is to its caller, in the Contract's words. */
export interface OperationPlan {
  readonly kind: OperationKind;
  /** True if every parameter may be left out, and so may the body. */
  readonly optionalParams: boolean;
  /** What may be sent, one for each media type; none if the operation takes no body. */
  readonly bodies: readonly Schema[];
  /** What may come, one for each success and media type: the whole answer, or one item of a sequence. `anyOf` makes one of them. */
  readonly successes: readonly Schema[];
  /** True if a success may have no body. */
  readonly empty: boolean;
  /** One item of a page. */
  readonly item?: Schema;
  /** Bodies of failures that are JSON. */
  readonly errors: readonly Schema[];
}

/** Reads from an operation what its caller sends and gets. Names of headers and parameters are those of `named`. */
export function operationPlan({ operation, parameters }: NamedOperation, schemas: Schemas): OperationPlan {
  const answers = successes(operation);
  const contents = answers.flatMap((each) => each.contents);
  const bodies = contents.map(contentSchema);
  const item = pageItem(operation, bodies, schemas);
  return {
    kind: isSequence(contents) ? "sequence" : item !== undefined ? "page" : "call",
    optionalParams: !operation.body?.required && parameters.every(({ parameter }) => !parameter.required),
    bodies: operation.body?.contents.map(contentSchema) ?? [],
    successes: bodies,
    empty: answers.length === 0 || answers.some((each) => each.contents.length === 0),
    ...(item === undefined ? {} : { item }),
    errors: errorContents(operation).map(contentSchema),
  };
}

function pageItem({ pagination }: Operation, bodies: readonly Schema[], schemas: Schemas): Schema | undefined {
  const [page] = bodies;
  return pagination && page && elementOf(resolvePointer(page, pagination.items, schemas), schemas);
}

function errorContents(operation: Operation): readonly Content[] {
  return failures(operation).flatMap(({ contents }) => contents.filter(({ form }) => form === "json"));
}
