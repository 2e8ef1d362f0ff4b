import { errorName, failures, type NamedOperation } from "@parlance/generator";
import { deprecation } from "../types/schema-doc.js";

/** The doc comment of an operation's method: what it does, which call it makes, and by what it fails. */
export function operationDoc({ operation, method, parameters, headers, types }: NamedOperation): string {
  const { docs, method: verb, path } = operation;
  const described = parameters
    .filter(({ parameter }) => parameter.in === "path" && parameter.docs?.description)
    .map(({ argument, parameter }) => `- ${argument}: ${firstLine(parameter.docs?.description)}`);
  const errors = failures(operation).map(({ status, docs: reason }) => {
    const said = firstLine(reason?.description ?? reason?.summary);
    return `- *runtime.${errorName(status)} (${status})${said === "" ? "" : `: ${said}`}`;
  });
  const texts = [
    `${method} calls ${verb} ${path}.`,
    docs?.summary?.trim(),
    docs?.description?.trim(),
    described.length === 0 ? undefined : ["Parameters:", ...described].join("\n"),
    headers.length === 0 ? undefined : `runtime.IntoHeaders takes a *${types.headers}.`,
    errors.length === 0 ? undefined : ["Errors:", ...errors].join("\n"),
    docs?.href === undefined ? undefined : `See ${docs.href}`,
    deprecation(docs),
  ];
  return [...new Set(texts.filter((each) => each !== undefined && each !== ""))].join("\n\n");
}

function firstLine(text: string | undefined): string {
  return (text ?? "").trim().split("\n")[0]?.trim() ?? "";
}
