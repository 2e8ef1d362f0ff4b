import type { Contract, Message } from "@parlance/contract";
import { chosenName } from "../names/chosen-name.js";
import type { LiftOptions } from "./lift-options.js";
import { liftOperation } from "./lift-operation.js";
import { Lifter } from "./lifter.js";

/**
 * The same Contract for languages that cannot write a structure in place: every object, union and enum that the document
 * does not name gets a name from where it stands, and a reference in its place.
 *
 * - Names are those of the parent and of the property (`tunnel` with `details` → `TunnelDetails`), `…Item` for elements of
 *   lists, `…Value` for values of maps, the tag, title or number for members of unions; the operation's id with `…Body`,
 *   `…Response`, `…Error` or the parameter's name; the message's name with `…Payload` or `…Headers`. The document's own names
 *   win; among lifted schemas the first in the Contract's order does, and the others get a number.
 * - `liftedFrom` tells what a schema was lifted from: the outermost schema, operation or message.
 * - An object without known properties becomes a map, an intersection of objects one object (`Flattener`), a union of one its
 *   member, an enum of booleans a boolean. What remains an intersection has no counterpart (`intersectionsUnsupported`).
 * - A body that requires properties which only answers have (`readOnly`) becomes an object without them. Successes of
 *   different JSON become one union, except on operations with pages.
 * - Constants, scalars, lists, maps and nullables stay where they are. Webhooks and callbacks are left as they are.
 *
 * Pure: the same Contract gives the same bytes, in time linear in its size.
 */
export function liftContract(contract: Contract, options: LiftOptions = {}): Contract {
  const lifter = new Lifter(contract, options);
  const schemas = contract.schemas.map((each) => lifter.named(each));
  const operations = contract.operations.map((each) => liftOperation(each, lifter));
  const messages = contract.messages.map((each) => liftMessage(each, lifter));
  return {
    ...contract,
    schemas: [...schemas, ...lifter.lifted].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    operations,
    messages,
  };
}

function liftMessage(message: Message, lifter: Lifter): Message {
  const { name, extensions, payload, headers } = message;
  const origin = { kind: "message", name } as const;
  const words = chosenName(name, extensions);
  return {
    ...message,
    ...(payload === undefined ? {} : { payload: lifter.lift(payload, { origin, names: [`${words} payload`] }) }),
    ...(headers === undefined ? {} : { headers: lifter.lift(headers, { origin, names: [`${words} headers`] }) }),
  };
}
