import type { ResourceFile } from "@parlance/generator";
import type { OwnType } from "../types/types-document.js";
import type { OperationShape } from "./operation-shape.js";

/** The types that operations have beside the named schemas, each in the file of its resource. */
export function ownTypes(
  files: readonly ResourceFile[],
  shapes: ReadonlyMap<string, OperationShape>,
): readonly OwnType[] {
  return files.flatMap(({ file, operations }) =>
    operations.flatMap(({ constant }) => {
      const { params, data, item, headers, errors } = shapes.get(constant) ?? {};
      return [params, data, item, headers, errors].flatMap((use) =>
        use?.document === undefined ? [] : [{ name: use.name, document: use.document, file: `types/${file}` }],
      );
    }),
  );
}
