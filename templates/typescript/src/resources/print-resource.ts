import {
  Code,
  type NamedOperation,
  type NamedResource,
  part,
  type Part,
  type PrintedFile,
  type ResourceFile,
} from "@parlance/generator";
import { header } from "../code/header.js";
import { runtimeType, runtimeValue } from "../code/runtime.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import { operationDoc } from "../operations/operation-doc.js";
import { type Location, type OperationParts, operationParts } from "../operations/operation-parts.js";
import type { OperationShape } from "../operations/operation-shape.js";

/** What the printers of classes need beside the class. */
export interface ResourceContext {
  readonly location: Location;
  readonly shapes: ReadonlyMap<string, OperationShape>;
}

/** Prints the classes of a top-level resource, the nested ones first. */
export function printResource({ file, resource }: ResourceFile, shapes: ResourceContext["shapes"]): PrintedFile {
  const code = new Code(typescriptSyntax);
  addClass(code, resource, { location: { file, root: ".." }, shapes });
  return { path: `src/resources/${file}.gen.ts`, text: code.print([header]) };
}

function addClass(code: Code, resource: NamedResource, context: ResourceContext): void {
  resource.children.forEach((each) => addClass(code, each, context));
  code.declare(resource.className);
  code.doc(`Operations of \`${resource.path.join(".")}\`.`);
  code.block(part`export class ${resource.className} extends ${runtimeValue("Resource")} {`, "}", () => {
    resource.children.forEach(({ property, className }) => {
      code.line(`readonly ${property}: ${className} = new ${className}(this.client);`);
    });
    resource.operations.forEach((named, index) => {
      const separated = index > 0 || resource.children.length > 0 ? code.blank() : code;
      addMethod({ code: separated, named, context, client: "this.client" });
    });
  });
  code.blank();
}

/** Adds the method of one operation. `client` is the expression of the client that carries it out. */
export function addMethod({
  code,
  named,
  context: { location, shapes },
  client,
}: {
  readonly code: Code;
  readonly named: NamedOperation;
  readonly context: ResourceContext;
  readonly client: string;
}): void {
  const shape = shapes.get(named.constant);
  if (shape === undefined) {
    return;
  }
  const { params, ...parts } = operationParts(shape, location);
  const { result, verb } = answer(shape, parts);
  const taken = shape.params === undefined ? "" : part`params${shape.optionalParams ? "?" : ""}: ${params}, `;
  const given = shape.params === undefined ? "undefined" : "params";
  const constant = { name: named.constant, from: `${location.root}/operations/${location.file}.gen.js` };
  code.doc(operationDoc(named.operation));
  code.block(part`${named.method}(${taken}options?: ${runtimeType("CallOptions")}): ${result} {`, "}", () => {
    code.line(part`return ${runtimeValue(verb)}(${client}, ${constant}, ${given}, options);`);
  });
}

function answer(
  { kind }: OperationShape,
  { data, item, headers }: Pick<OperationParts, "data" | "item" | "headers">,
): { readonly result: Part; readonly verb: string } {
  switch (kind) {
    case "call":
      return { result: part`${runtimeType("Call")}<${data}, ${headers}>`, verb: "call" };
    case "page":
      return { result: part`${runtimeType("PageCall")}<${item}, ${data}, ${headers}>`, verb: "paginate" };
    case "sequence":
      return { result: part`${runtimeType("StreamCall")}<${data}>`, verb: "stream" };
  }
}
