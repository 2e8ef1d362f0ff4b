import {
  type Code,
  headerDescriptor,
  type NamedContract,
  type NamedOperation,
  operationDescriptor,
  operationPlan,
  type Part,
  part,
} from "@parlance/generator";
import { addAligned } from "../code/aligned.js";
import { isNullable, bareExpression, type TypeSite } from "../types/type-expression.js";
import { addDescriptor } from "./descriptor-text.js";
import type { OperationShape } from "./operation-shape.js";

/** Adds what one operation has for itself: its parameters, its headers and its descriptor. */
export function addOperation(
  code: Code,
  named: NamedOperation,
  shape: OperationShape,
  { contract, site }: { readonly contract: NamedContract; readonly site: TypeSite },
): void {
  const { types, operation, constant, headers, method } = named;
  if (shape.fields.length > 0) {
    const { optionalParams: optional } = operationPlan(named, site.types);
    code
      .blank()
      .doc(`${types.params} are the parameters of ${method} (${operation.id})${optional ? "; nil is none" : ""}.`);
    code.block(`type ${types.params} struct {`, "}", () => {
      addAligned(
        code,
        shape.fields.map(({ name, type, doc }) => ({ doc, cells: [name, type] })),
      );
    });
  }
  if (headers.length > 0) {
    code
      .blank()
      .doc(`${types.headers} are the headers of an answer to ${method} (${operation.id}), for runtime.IntoHeaders.`);
    code.block(`type ${types.headers} struct {`, "}", () => {
      const rows = headers.map((each) => ({
        doc: each.header.docs?.description,
        cells: [each.key, headerType(each, site)],
      }));
      addAligned(code, rows);
    });
  }
  addDescriptor(code.blank(), constant, operationDescriptor(named, contract));
}

/** A header that is read as text is a text: dates and the like stay what they are. What did not come is nil. */
function headerType(named: NamedOperation["headers"][number], site: TypeSite): Part {
  const { type } = headerDescriptor(named, site.types);
  const { schema } = named.header;
  const bare = type === undefined ? "string" : bareExpression(schema, site);
  return bare === "any" && !isNullable(schema, site) ? bare : part`*${bare}`;
}
