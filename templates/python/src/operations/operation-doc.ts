import type { Operation } from "@parlance/contract";
import { failures, type NamedParameter } from "@parlance/generator";

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
export function operationDoc(operation: Operation, parameters: readonly NamedParameter[]): string {
  const { docs, method, path, body } = operation;
  const args = parameters.flatMap(({ argument, parameter }) => described(argument, parameter.docs?.description));
  const raises = failures(operation).map(({ status, docs: reason }) => {
    const said = firstLine(reason?.description ?? reason?.summary);
    return `    ${errorClasses[status] ?? "ResponseError"}: ${status}${said === "" ? "" : `: ${said}`}`;
  });
  return [
    docs?.summary?.trim() || docs?.description?.trim() || `\`${method} ${path}\``,
    ...(docs?.summary?.trim() ? [docs.description?.trim()] : []),
    `\`${method} ${path}\``,
    docs?.href === undefined ? undefined : `See ${docs.href}`,
    docs?.deprecated ? `Deprecated${typeof docs.deprecated === "string" ? `: ${docs.deprecated}` : "."}` : undefined,
    section("Args", [...args, ...described("body", body?.docs?.description)]),
    section("Raises", raises),
  ]
    .filter((each, index, all) => each !== undefined && each !== "" && all.indexOf(each) === index)
    .join("\n\n");
}

function described(name: string, text: string | undefined): readonly string[] {
  const said = firstLine(text);
  return said === "" ? [] : [`    ${name}: ${said}`];
}

function section(title: string, lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : [`${title}:`, ...lines].join("\n");
}

function firstLine(text: string | undefined): string {
  return (text ?? "").trim().split("\n")[0]?.trim() ?? "";
}
