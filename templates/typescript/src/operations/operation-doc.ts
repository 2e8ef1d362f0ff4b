import type { Operation } from "@parlance/contract";
import { failures } from "@parlance/generator";

/** The doc comment of an operation, in the contract's words. */
export function operationDoc(operation: Operation): string {
  const { docs, method, path } = operation;
  const throws = failures(operation).map(({ status, docs: reason }) => {
    const said = firstLine(reason?.description ?? reason?.summary);
    return `@throws {ResponseError} ${status}${said === "" ? "" : `: ${said}`}`;
  });
  const deprecated = typeof docs?.deprecated === "string" ? `@deprecated ${docs.deprecated}` : "@deprecated";
  const tags = [
    ...(docs?.href === undefined ? [] : [`@see ${docs.href}`]),
    ...throws,
    ...(docs?.deprecated ? [deprecated] : []),
  ];
  return [docs?.summary, docs?.description, `\`${method} ${path}\``, tags.join("\n")]
    .filter((each) => each !== undefined && each.trim() !== "")
    .join("\n\n");
}

function firstLine(text: string | undefined): string {
  return (text ?? "").trim().split("\n")[0]?.trim() ?? "";
}
