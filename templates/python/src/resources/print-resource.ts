import {
  Code,
  type NamedOperation,
  type NamedResource,
  part,
  type Part,
  type PrintedFile,
  type ResourceFile,
} from "@parlance/generator";
import { modulePath } from "../code/module-path.js";
import { printModule } from "../code/print-module.js";
import { beforeClass } from "../code/top-level.js";
import { runtimeValue } from "../code/runtime.js";
import { pythonSyntax } from "../code/syntax.js";
import type { OperationShape } from "../operations/operation-shape.js";
import { addMethod, baseIn, classIn, type Mode } from "./print-method.js";

/** What the printers of classes need beside the class. */
export interface ResourceContext {
  /** The SDK's package. */
  readonly root: string;
  /** Module of the resource, in the packages of operations, headers and resources. */
  readonly file: string;
  readonly shapes: ReadonlyMap<string, OperationShape>;
}

const cachedProperty = { name: "cached_property", from: "functools" };

/** Prints the classes of a top-level resource, sync and async, the nested ones first. */
export function printResource({ file, resource }: ResourceFile, context: Omit<ResourceContext, "file">): PrintedFile {
  const code = new Code(pythonSyntax);
  for (const mode of ["sync", "async"] as const) {
    addClasses(code, resource, mode, { ...context, file });
  }
  const about = `Operations of \`${resource.path.join(".")}\`.`;
  return printModule(modulePath(`${context.root}.resources.${file}`), about, code);
}

function addClasses(code: Code, resource: NamedResource, mode: Mode, context: ResourceContext): void {
  const { className, operations, children, path } = resource;
  children.forEach((each) => addClasses(code, each, mode, context));
  code.declare(classIn(mode, className));
  beforeClass(code)
    .line(part`class ${classIn(mode, className)}(${baseIn(mode)}):`)
    .indented(() => {
      code.doc(`Operations of \`${path.join(".")}\`.`);
      for (const child of children) {
        code.blank().line(part`@${cachedProperty}`);
        code.line(`def ${child.property}(self) -> ${classIn(mode, child.className)}:`).indented(() => {
          code.doc(`Operations of \`${child.path.join(".")}\`.`);
          code.line(`return ${classIn(mode, child.className)}(self._client)`);
        });
      }
      addAnswers(code, resource, mode, context);
      addMethods(code, operations, mode, context);
    });
  code.blank();
}

/** Adds the property that leads to the same methods with their answers. */
export function addAnswers(
  code: Code,
  { className, operations }: NamedResource,
  mode: Mode,
  { root, file }: ResourceContext,
): void {
  if (operations.length > 0) {
    const name = answersClass(className, mode);
    const answers = { name, from: `${root}.answers.${file}`, typeOnly: true } as const;
    code.blank().line(part`@${cachedProperty}`);
    code.line(part`def with_response(self) -> ${answers}:`).indented(() => {
      code.doc("The same methods, which give the typed headers, the request id and the response beside the data.");
      code.line(`from ${root}.answers.${file} import ${name}`).blank().line(`return ${name}(self)`);
    });
  }
}

/** Adds the methods of operations. */
export function addMethods(
  code: Code,
  operations: readonly NamedOperation[],
  mode: Mode,
  { root, file, shapes }: ResourceContext,
): void {
  for (const named of operations) {
    const shape = shapes.get(named.constant);
    if (shape !== undefined) {
      addMethod(code.blank(), { named, shape, operations: `${root}.operations.${file}`, mode });
    }
  }
}

/** Prints the classes behind `with_response`, sync and async: a method of a resource each, with its answer. */
export function printAnswers({ file, resource }: ResourceFile, context: Omit<ResourceContext, "file">): PrintedFile {
  const code = new Code(pythonSyntax);
  for (const mode of ["sync", "async"] as const) {
    addAnswerClasses(code, resource, mode, { ...context, file });
  }
  const about = `Operations of \`${resource.path.join(".") || "the client"}\` with their answers.`;
  return printModule(modulePath(`${context.root}.answers.${file}`), about, code);
}

function addAnswerClasses(code: Code, resource: NamedResource, mode: Mode, context: ResourceContext): void {
  const { className, operations, children, path } = resource;
  children.forEach((each) => addAnswerClasses(code, each, mode, context));
  const answered = operations.filter(({ constant }) => context.shapes.get(constant)?.kind !== "sequence");
  if (operations.length === 0) {
    return;
  }
  const module = path.length === 0 ? `${context.root}.client` : `${context.root}.resources.${context.file}`;
  const owner = { name: classIn(mode, className), from: module, typeOnly: true } as const;
  code.declare(answersClass(className, mode));
  beforeClass(code)
    .line(`class ${answersClass(className, mode)}:`)
    .indented(() => {
      code.doc(`Operations of \`${path.join(".") || "the client"}\` with their answers.`).blank();
      code.line(part`def __init__(self, resource: ${owner}) -> None:`).indented(() => {
        answered.forEach((named) => addAnswer(code, named, mode, context));
        if (answered.length === 0) {
          code.line("del resource");
        }
      });
    });
  code.blank();
}

function addAnswer(
  code: Code,
  { method, headers, types }: NamedOperation,
  mode: Mode,
  { root, file }: ResourceContext,
): void {
  const kind: Part = headers.length === 0 ? "object" : { name: types.headers, from: `${root}.headers.${file}` };
  const wrap = runtimeValue(mode === "sync" ? "with_response" : "with_response_async");
  code.line(part`self.${method} = ${wrap}(resource.${method}, ${kind})`);
}

/** Name of the class behind `with_response`. */
export function answersClass(className: string, mode: Mode): string {
  return `${classIn(mode, className)}WithResponse`;
}
