import type { ImportedSymbol, Part } from "@parlance/generator";
import { part } from "@parlance/generator";
import type { OperationShape } from "./operation-shape.js";
import type { TypeUse } from "./type-use.js";

/** The type arguments of an operation, as its descriptor and its method write them. */
export interface OperationParts {
  readonly params: Part;
  readonly data: Part;
  readonly item: Part;
  readonly headers: Part;
  readonly errors: Part;
}

/** Where the printed file is: the resource whose types it uses, and the way from it to the folder of `types.gen.ts`. */
export interface Location {
  readonly file: string;
  readonly root: "." | "..";
}

/** Writes the types of an operation for a file at the location. */
export function operationParts(shape: OperationShape, { file, root }: Location): OperationParts {
  const use = (type: TypeUse | undefined): ImportedSymbol | undefined =>
    type && {
      name: type.name,
      from: type.document === undefined ? `${root}/types.gen.js` : `${root}/types/${file}.gen.js`,
      typeOnly: true,
    };
  const data = use(shape.data);
  return {
    params: use(shape.params) ?? "undefined",
    data: data === undefined ? "undefined" : shape.empty && shape.kind === "call" ? part`${data} | undefined` : data,
    item: use(shape.item) ?? "unknown",
    headers: use(shape.headers) ?? "object",
    errors: use(shape.errors) ?? "unknown",
  };
}
