import { type Code, type NamedOperation, type OperationKind, part, type Part } from "@parlance/generator";
import { scalar } from "../code/literal.js";
import { runtimeType, runtimeValue } from "../code/runtime.js";
import { operationDoc } from "../operations/operation-doc.js";
import type { Argument, OperationShape } from "../operations/operation-shape.js";
import { orNone } from "../types/type-expression.js";

/** Whether a class is for sync or async use. */
export type Mode = (typeof modes)[number];

/** The modes in the order in which their classes stand. */
export const modes = ["sync", "async"] as const;

/** Adds the method of one operation. */
export function addMethod(
  code: Code,
  { named, shape, operations, mode }: { named: NamedOperation; shape: OperationShape; operations: string; mode: Mode },
): void {
  const { kind, args } = shape;
  const word = kind === "call" && mode === "async" ? "async def" : "def";
  const options = runtimeType(kind === "sequence" ? "StreamOptions" : "CallOptions");
  const taken = [
    ...args.filter((each) => each.positional).map(argument),
    "*",
    ...args.filter((each) => !each.positional).map(argument),
    part`options: ${options} | None = None`,
  ];
  code.line(`${word} ${named.method}(`).indented(() => {
    ["self", ...taken].forEach((each) => code.line(part`${each},`));
  });
  code.line(part`) -> ${answerType(shape, mode)}:`);
  code.indented(() => {
    code.doc(operationDoc(named.operation, named.parameters));
    const constant = { name: named.constant, from: operations, qualifier: "operations" };
    const words = `${shape.data === "None" && kind === "call" ? "" : "return "}${word === "def" ? "" : "await "}`;
    const call = part`${words}self._client.${verbs[kind]}(`;
    code.block(call, ")", () => {
      code.line(part`${constant},`);
      addValues(code, args);
      code.line(part`${returned(shape)},`).line("options,");
    });
  });
}

function addValues(code: Code, args: readonly Argument[]): void {
  const values = args.map(({ key, name }) => `${scalar(key)}: ${name}`);
  const line = `{${values.join(", ")}},`;
  if (line.length <= 100) {
    code.line(line);
  } else {
    code.block("{", "},", () => values.forEach((each) => code.line(`${each},`)));
  }
}

const verbs: Readonly<Record<OperationKind, string>> = { call: "call", page: "paginate", sequence: "stream" };

function argument({ name, type, required }: Argument): Part {
  return required ? part`${name}: ${type}` : part`${name}: ${orNone(type)} = None`;
}

function answerType({ kind, data, item }: OperationShape, mode: Mode): Part {
  switch (kind) {
    case "call":
      return data;
    case "page":
      return part`${runtimeType(mode === "sync" ? "Page" : "AsyncPageCall")}[${item}, ${data}]`;
    case "sequence":
      return part`${runtimeType(mode === "sync" ? "StreamCall" : "AsyncStreamCall")}[${data}]`;
  }
}

/** The types that the runtime decodes to. */
function returned({ kind, data, item }: OperationShape): Part {
  return kind === "page" ? part`${data}, ${item}` : data === "None" ? "object" : data;
}

/** The name of a class for async use. */
export function classIn(mode: Mode, name: string): string {
  return mode === "sync" ? name : `Async${name}`;
}

/** The class of the runtime that resources extend. */
export function baseIn(mode: Mode): Part {
  return runtimeValue(classIn(mode, "Resource"));
}
