import type { Response } from "@parlance/contract";
import {
  Code,
  isSequence,
  type NamedContract,
  type NamedOperation,
  part,
  type PrintedFile,
  type ResourceFile,
  successes,
} from "@parlance/generator";
import { header } from "../code/header.js";
import { type Literal, literal, Raw } from "../code/literal.js";
import { runtimeType } from "../code/runtime.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import { contractConstant } from "../names/contract-constant.js";
import { jsonSchema, type Reference } from "../schemas/json-schema.js";

/**
 * Prints what validates each operation of a resource: one constant each, with the schemas of its bodies.
 *
 * Bodies of errors have none: a server that describes its refusal badly has refused all the same, and that is what the
 * caller must hear.
 */
export function printContracts({ file, operations }: ResourceFile, { types }: NamedContract): PrintedFile {
  const code = new Code(typescriptSyntax);
  let used = false;
  const reference: Reference = (name) => {
    used = true;
    return new Raw(`${schemas}.${types.get(name)?.name ?? ""}`);
  };
  const texts = operations.map((named) => literal(operationContract(named, reference), width));
  operations.forEach((named, index) => {
    code.doc(`Bodies of \`${named.operation.id}\`.`);
    code
      .line(part`export const ${contractConstant(named)}: ${runtimeType("OperationContract")} = ${texts[index] ?? ""};`)
      .blank();
  });
  return { path: `src/contracts/${file}.gen.ts`, text: code.print(used ? [header, "", importSchemas] : [header]) };
}

/** Name under which all schemas are imported. */
const schemas = "schemas";
const importSchemas = `import * as ${schemas} from "../schemas.gen.js";`;

/** Contracts are always written one member a line. */
const width = 120;

function operationContract({ operation }: NamedOperation, reference: Reference): Literal {
  const json = operation.body?.contents.filter(({ form, schema }) => form === "json" && schema !== undefined) ?? [];
  const request = json.length === operation.body?.contents.length ? json[0]?.schema : undefined;
  const responses = successes(operation).flatMap((response) => {
    const schema = answerSchema(response, reference);
    return schema === undefined ? [] : [[response.status, schema] as const];
  });
  return {
    id: operation.id,
    ...(request === undefined ? {} : { request: jsonSchema(request, reference) }),
    responses: Object.fromEntries(responses),
  };
}

/** The schema of an answer that is JSON in any case; of one item if it is a sequence. */
function answerSchema({ contents }: Response, reference: Reference): Literal | undefined {
  const [first] = contents;
  const checked = contents.every(({ form }) => form === "json") || isSequence(contents);
  return contents.length === 1 && checked && first?.schema !== undefined
    ? jsonSchema(first.schema, reference)
    : undefined;
}
