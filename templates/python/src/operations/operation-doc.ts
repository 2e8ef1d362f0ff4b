import type { Operation } from "@parlance/contract";
import { errorName, failures, type NamedParameter } from "@parlance/generator";
import { argsSection, deprecation, firstLine, paragraphs, section } from "../code/doc-text.js";

/** The docstring of an operation's method, in the contract's words: what it does, its arguments, what it raises. */
export function operationDoc(operation: Operation, parameters: readonly NamedParameter[]): string | undefined {
  const { docs, method, path, body } = operation;
  const raises = failures(operation).map(({ status, docs: reason }) => {
    const said = firstLine(reason?.description ?? reason?.summary);
    return `${errorName(status)}: ${status}${said === "" ? "" : `: ${said}`}`;
  });
  return paragraphs([
    docs?.summary,
    docs?.description,
    `\`${method} ${path}\``,
    docs?.href === undefined ? undefined : `See ${docs.href}`,
    deprecation(docs),
    argsSection([
      ...parameters.map(({ argument, parameter }) => [argument, parameter.docs] as const),
      ["body", body?.docs],
    ]),
    section("Raises", raises),
  ]);
}
