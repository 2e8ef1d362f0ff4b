import type { Json, Operation } from "@parlance/contract";
import { withValueAt } from "../../values/pointer.js";
import type { Schemas } from "../../values/schemas.js";
import { jsonContent } from "../planner.js";
import { answerSchema, type Resource } from "../resource.js";
import { isFreeText, membersOf } from "./members.js";

/** How an endpoint's secret is replaced. */
export interface Rotation {
  readonly operation: Operation;
  /** JSON pointer to the new secret in its answer. */
  readonly secret: string;
  /** True if the document says that the old secret goes on for a while: deliveries are signed with both then. */
  readonly overlaps: boolean;
}

/** How an endpoint is disabled and kept. */
export interface Disabling {
  readonly operation: Operation;
  /** The body that says so; absent where the operation alone does. */
  readonly body?: Json;
}

/** Where operations on an endpoint are looked for. */
export interface BelowEndpoint {
  readonly operations: readonly Operation[];
  readonly create: Operation;
  readonly schemas: Schemas;
}

const overlapWords = /overlap|grace|previous|expir/iu;
const switches = { on: /^(?:is_?)?(?:enabled|active)$/iu, off: /^(?:is_?)?(?:disabled|paused)$/iu };

/** The operation that replaces an endpoint's secret and answers with the new one. */
export function rotationOf(
  below: BelowEndpoint,
  secretPointer: (operation: Operation, schemas: Schemas) => string | undefined,
  named?: string,
): Rotation | undefined {
  const { operations, schemas } = below;
  const found = operations.find((each) =>
    named === undefined
      ? /rotate|roll|regenerate|renew/iu.test(lastPart(each)) && isBelow(each, below)
      : each.id === named,
  );
  const secret = found === undefined ? undefined : secretPointer(found, schemas);
  if (found === undefined || secret === undefined) return undefined;
  const told = [...membersOf(jsonContent(found)?.schema, schemas), ...membersOf(answerSchema(found), schemas)];
  return { operation: found, secret, overlaps: told.some(({ name }) => overlapWords.test(name)) };
}

/** The operation that disables an endpoint: one of its own, or a change of a member that says so. */
export function disablingOf(
  below: BelowEndpoint,
  resource: Resource | undefined,
  named?: string,
): Disabling | undefined {
  const own = below.operations.find((each) =>
    named === undefined
      ? /^(?:disable|deactivate|pause)$/iu.test(lastPart(each)) && isBelow(each, below)
      : each.id === named,
  );
  if (own !== undefined) return { operation: own };
  for (const operation of resource?.changes.filter(({ method }) => method === "PATCH") ?? [])
    for (const { name, pointer, schema } of membersOf(jsonContent(operation)?.schema, below.schemas)) {
      const isSwitch = schema.kind === "scalar" && schema.type === "boolean";
      if (isSwitch && switches.on.test(name)) return { operation, body: withValueAt({}, pointer, false) };
      if (isSwitch && switches.off.test(name)) return { operation, body: withValueAt({}, pointer, true) };
    }
  return undefined;
}

/** The operation that reads an endpoint's secret, and where its answer tells it. */
export function secretReadOf(below: BelowEndpoint): { readonly read: Operation; readonly pointer: string } | undefined {
  const read = below.operations.find(
    (each) => each.method === "GET" && isBelow(each, below) && /secret|signing-?key/iu.test(lastPart(each)),
  );
  const told = read === undefined ? undefined : membersOf(answerSchema(read), below.schemas);
  const secret = told?.find(({ name, schema }) => /secret|key|value/iu.test(name) && isFreeText(schema));
  return read === undefined || secret === undefined ? undefined : { read, pointer: secret.pointer };
}

/** True for an operation on one of the things that the creation creates. */
function isBelow({ path }: Operation, { create }: BelowEndpoint): boolean {
  return path.startsWith(`${create.path}/{`);
}

function lastPart({ path }: Operation): string {
  return path.split("/").at(-1) ?? "";
}
