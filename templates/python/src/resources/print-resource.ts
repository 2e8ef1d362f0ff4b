import {
  type Code,
  type NamedOperation,
  type NamedResource,
  part,
  type Part,
  type PrintedFile,
  type ResourceFile,
} from "@parlance/generator";
import { addClass } from "../code/add-class.js";
import { printModule } from "../code/print-module.js";
import { runtimeValue } from "../code/runtime.js";
import type { OperationShape } from "../operations/operation-shape.js";
import { addMethod, baseIn, classIn, type Mode, modes } from "./print-method.js";

/** What the printers of modules need beside what is in the module. */
export interface PrintContext {
  /** The SDK's package. */
  readonly root: string;
  readonly shapes: ReadonlyMap<string, OperationShape>;
}

/** What the printers of classes need beside the class. */
export interface ClassContext extends PrintContext {
  /** Module of the resource, in the packages of operations, headers and resources. */
  readonly file: string;
  readonly mode: Mode;
}

/** Prints the classes of a top-level resource, sync and async, the nested ones first. */
export function printResource({ file, resource }: ResourceFile, context: PrintContext): PrintedFile {
  const about = `Operations of \`${resource.path.join(".")}\`.`;
  return printModule(`${context.root}.resources.${file}`, about, (code) => {
    modes.forEach((mode) => addClasses(code, resource, { ...context, file, mode }));
  });
}

function addClasses(code: Code, resource: NamedResource, context: ClassContext): void {
  const { operations, children, path } = resource;
  const { mode } = context;
  children.forEach((each) => addClasses(code, each, context));
  const name = classIn(mode, resource.className);
  addClass(code, { name, base: baseIn(mode), doc: `Operations of \`${path.join(".")}\`.` }, () => {
    for (const child of children) {
      addMember(code, child.property, {
        name: classIn(mode, child.className),
        doc: `Operations of \`${child.path.join(".")}\`.`,
        taken: "self._client",
      });
    }
    addAnswers(code, resource, context);
    addMethods(code, operations, context);
  });
}

/** Adds a property that makes its object when it is first asked for; what is in another module is imported then, too. */
export function addMember(
  code: Code,
  property: string,
  { name, module, doc, taken }: { name: string; module?: string; doc: string; taken: string },
): void {
  const type: Part = module === undefined ? name : { name, from: module, typeOnly: true };
  code.blank().line(part`@${{ name: "cached_property", from: "functools" }}`);
  code.line(part`def ${property}(self) -> ${type}:`).indented(() => {
    code.doc(doc);
    if (module !== undefined) {
      code.line(`from ${module} import ${name}`).blank();
    }
    code.line(`return ${name}(${taken})`);
  });
}

/** Adds the property that leads to the same methods with their answers. */
export function addAnswers(code: Code, { className, operations }: NamedResource, context: ClassContext): void {
  const { mode, root, file } = context;
  if (operations.length > 0) {
    addMember(code, "with_response", {
      name: answersClass(className, mode),
      module: `${root}.answers.${file}`,
      doc: "The same methods, which give the typed headers, the request id and the response beside the data.",
      taken: "self",
    });
  }
}

/** Adds the methods of operations. */
export function addMethods(code: Code, operations: readonly NamedOperation[], context: ClassContext): void {
  const { mode, root, file, shapes } = context;
  for (const named of operations) {
    const shape = shapes.get(named.constant);
    if (shape !== undefined) {
      addMethod(code.blank(), { named, shape, operations: `${root}.operations.${file}`, mode });
    }
  }
}

/** Prints the classes behind `with_response`, sync and async: a method of a resource each, with its answer. */
export function printAnswers({ file, resource }: ResourceFile, context: PrintContext): PrintedFile {
  const about = `Operations of \`${resource.path.join(".") || "the client"}\` with their answers.`;
  return printModule(`${context.root}.answers.${file}`, about, (code) => {
    modes.forEach((mode) => addAnswerClasses(code, resource, { ...context, file, mode }));
  });
}

function addAnswerClasses(code: Code, resource: NamedResource, context: ClassContext): void {
  const { className, operations, children, path } = resource;
  const { mode, root, file } = context;
  children.forEach((each) => addAnswerClasses(code, each, context));
  const answered = operations.filter(({ constant }) => context.shapes.get(constant)?.kind !== "sequence");
  if (operations.length === 0) {
    return;
  }
  const module = path.length === 0 ? `${root}.client` : `${root}.resources.${file}`;
  const owner = { name: classIn(mode, className), from: module, typeOnly: true } as const;
  const doc = `Operations of \`${path.join(".") || "the client"}\` with their answers.`;
  addClass(code, { name: answersClass(className, mode), doc }, () => {
    code.blank().line(part`def __init__(self, resource: ${owner}) -> None:`);
    code.indented(() => {
      answered.forEach((named) => addAnswer(code, named, context));
      if (answered.length === 0) {
        code.line("del resource");
      }
    });
  });
}

function addAnswer(code: Code, { method, headers, types }: NamedOperation, { mode, root, file }: ClassContext): void {
  const kind: Part = headers.length === 0 ? "object" : { name: types.headers, from: `${root}.headers.${file}` };
  const wrap = runtimeValue(mode === "sync" ? "with_response" : "with_response_async");
  code.line(part`self.${method} = ${wrap}(resource.${method}, ${kind})`);
}

/** Name of the class behind `with_response`. */
function answersClass(className: string, mode: Mode): string {
  return `${classIn(mode, className)}WithResponse`;
}
