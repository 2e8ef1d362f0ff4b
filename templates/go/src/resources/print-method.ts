import { type Code, joined, type NamedOperation, part, type Part } from "@parlance/generator";
import { quote } from "../code/literal.js";
import { codegenSymbol, runtimeSymbol, standardSymbol } from "../code/runtime.js";
import { operationDoc } from "../operations/operation-doc.js";
import type { OperationShape, Result } from "../operations/operation-shape.js";

/** The type that has a method, and how the method comes to the runtime's client. */
export interface Receiver {
  readonly type: string;
  readonly client: string;
}

/** Adds the method of one operation. */
export function addMethod(code: Code, named: NamedOperation, shape: OperationShape, receiver: Receiver): void {
  const { method, types, constant } = named;
  const args = [
    part`ctx ${standardSymbol("context", "Context")}`,
    ...shape.path.map(({ named: { argument }, type }) => part`${argument} ${type}`),
    ...(shape.fields.length > 0 ? [`params *${types.params}`] : []),
    part`options ...${runtimeSymbol("CallOption")}`,
  ];
  code.blank().doc(operationDoc(named));
  const signature = part`func (r *${receiver.type}) ${method}(${joined(args, ", ")}) ${resultText(shape.result)} {`;
  code.block(signature, "}", () => {
    const call = part`${verb(shape.result)}(ctx, ${receiver.client}, &${constant}, ${values(shape)}, options)`;
    code.line(part`return ${call}`);
  });
}

function resultText(result: Result): Part {
  switch (result.kind) {
    case "nothing":
      return "error";
    case "data":
      return part`(${result.type}, error)`;
    case "bytes":
      return part`(${standardSymbol("io", "ReadCloser")}, error)`;
    case "page":
      return part`*${runtimeSymbol("List")}[${result.item}]`;
    case "sequence":
      return part`*${runtimeSymbol("Stream")}[${result.item}]`;
  }
}

function verb(result: Result): Part {
  switch (result.kind) {
    case "nothing":
      return codegenSymbol("Send");
    case "data":
      return part`${codegenSymbol("Call")}[${result.type}]`;
    case "bytes":
      return codegenSymbol("Download");
    case "page":
      return part`${codegenSymbol("List")}[${result.item}]`;
    case "sequence":
      return part`${codegenSymbol("Stream")}[${result.item}]`;
  }
}

/** The arguments by key. */
function values({ path, fields }: OperationShape): Part {
  if (path.length === 0 && fields.length === 0) {
    return "nil";
  }
  const given = path.map(({ named: { key, argument } }) => `${quote(key)}: ${argument}`);
  const further = fields.length > 0 ? ".With(params)" : "";
  return part`${codegenSymbol("Values")}{${given.join(", ")}}${further}`;
}
