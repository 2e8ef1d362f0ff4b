import {
  headerDescriptor,
  type NamedContract,
  type NamedOperation,
  type NamedType,
  type Part,
  type PrintedFile,
  type ResourceFile,
} from "@parlance/generator";
import { printModule } from "../code/print-module.js";
import { runtimeValue } from "../code/runtime.js";
import { addObject } from "../types/print-object.js";
import { typeExpression, type TypeSite } from "../types/type-expression.js";

/** Prints the types of the headers of a resource's answers; undefined if the contract declares none. */
export function printHeaders(
  { file, operations, resource }: ResourceFile,
  { types }: NamedContract,
  root: string,
): PrintedFile | undefined {
  const named = ({ name }: NamedType): Part => ({ name, from: `${root}.types` });
  const site: TypeSite = { types, named, list: "list", binary: runtimeValue("File") };
  const withHeaders = operations.filter(({ headers }) => headers.length > 0);
  if (withHeaders.length === 0) {
    return undefined;
  }
  const about = `Headers of answers to operations of \`${resource.path.join(".") || "the client"}\`.`;
  return printModule(`${root}.headers.${file}`, about, (code) => {
    for (const each of withHeaders) {
      addObject(code, {
        name: each.types.headers,
        doc: `Headers of an answer to \`${each.operation.id}\`.`,
        fields: fields(each, site),
      });
    }
  });
}

/** A header that the runtime reads as text has a text for a type: dates and the like stay what they are. */
function fields({ headers }: NamedOperation, site: TypeSite): Parameters<typeof addObject>[1]["fields"] {
  return headers.map((named) => {
    const { key, header } = named;
    const { type } = headerDescriptor(named, site.types);
    return {
      name: key,
      property: header.name,
      type: type === undefined ? "str" : typeExpression(header.schema, site),
      optional: true,
      doc: header.docs?.description?.trim() || undefined,
    };
  });
}
