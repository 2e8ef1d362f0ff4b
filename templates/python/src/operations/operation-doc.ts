import type { Operation } from "@parlance/contract";
import { failures, type NamedParameter } from "@parlance/generator";
import { argsSection, deprecation, firstLine, paragraphs, section } from "../code/doc-text.js";

/** The classes of errors by status, as the runtime raises them. */
const errorClasses: Readonly<Record<string, string>> = {
  "400": "BadRequestError",
  "401": "UnauthorizedError",
  "403": "ForbiddenError",
  "404": "NotFoundError",
  "409": "ConflictError",
  "410": "GoneError",
  "412": "PreconditionFailedError",
  "413": "PayloadTooLargeError",
  "415": "UnsupportedMediaTypeError",
  "422": "UnprocessableError",
  "428": "PreconditionRequiredError",
  "429": "TooManyRequestsError",
  "500": "InternalError",
  "501": "NotImplementedError",
  "503": "UnavailableError",
};

/** The docstring of an operation's method, in the contract's words: what it does, its arguments, what it raises. */
export function operationDoc(operation: Operation, parameters: readonly NamedParameter[]): string | undefined {
  const { docs, method, path, body } = operation;
  const raises = failures(operation).map(({ status, docs: reason }) => {
    const said = firstLine(reason?.description ?? reason?.summary);
    return `${errorClasses[status] ?? "ResponseError"}: ${status}${said === "" ? "" : `: ${said}`}`;
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
