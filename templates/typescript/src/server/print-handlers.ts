import { Code, type NamedOperation, part, type PrintedFile } from "@parlance/generator";
import { header } from "../code/header.js";
import { propertyKey } from "../code/literal.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import { operationDoc } from "../operations/operation-doc.js";

/** An operation with the name of the type that describes it to a server. */
export interface ServerOperation {
  readonly named: NamedOperation;
  readonly type: string;
}

/** Prints the map from operation id to what its handler takes and may answer, and the types made of it. */
export function printHandlers(operations: readonly ServerOperation[]): PrintedFile {
  const code = new Code(typescriptSyntax);
  code.doc("What each operation takes and may answer, by operation id.");
  code.block("export interface Operations {", "}", () => {
    for (const { named, type } of operations) {
      const imported = { name: type, from: "./types.gen.js", typeOnly: true } as const;
      code.doc(operationDoc(named.operation));
      code.line(part`readonly ${propertyKey(named.operation.id)}: ${imported};`);
    }
  });
  code.blank().doc("Id of an operation.").line("export type OperationId = keyof Operations;").blank();
  code.doc("Parameters by place and wire name, headers in lower case; and the body, if the operation takes one.");
  code.line(`export type OperationRequest<Id extends OperationId> = Omit<Operations[Id], "responses">;`).blank();
  code.doc("The answers an operation declares: a status with its body and headers.");
  code.block("export type OperationResult<Id extends OperationId> = {", '}[keyof Operations[Id]["responses"]];', () => {
    code.line(
      `[Status in keyof Operations[Id]["responses"]]: { readonly status: Status } & Operations[Id]["responses"][Status];`,
    );
  });
  code.blank().doc("One function per operation; `Context` is what the server knows about the caller.");
  code.block("export type Handlers<Context> = {", "};", () => {
    code.line(
      "readonly [Id in OperationId]: (request: OperationRequest<Id>, context: Context) => Promise<OperationResult<Id>>;",
    );
  });
  return { path: "handlers.gen.ts", text: code.print([header]) };
}
