import type { Contract, Method, Operation } from "@parlance/contract";
import type { Case } from "./case.js";

const methods: readonly Method[] = ["GET", "PUT", "POST", "DELETE", "PATCH"];

/** More than any server takes that has a limit at all. */
const largeBytes = 4 * 1024 * 1024;

/**
 * Requests that break HTTP's own agreements: a method that the path does not have, a body that cannot be read, is of a type not
 * taken, or is far too large.
 */
export function protocolCases(operation: Operation, positive: Case, contract: Contract): readonly Case[] {
  const cases: Case[] = [];
  const { body: _body, ...bodiless } = positive;
  const known = contract.operations.filter(({ path }) => sameShape(path, operation.path)).map(({ method }) => method);
  const unknown = methods.find((method) => !known.includes(method));
  if (unknown !== undefined) cases.push({ ...bodiless, method: unknown, intent: { kind: "method" } });
  if (operation.body === undefined) return cases;
  const json = operation.body.contents.find(({ form }) => form === "json");
  if (json !== undefined)
    cases.push({
      ...positive,
      body: { kind: "text", mediaType: json.mediaType, text: '{"unfinished":' },
      intent: { kind: "malformed" },
    });
  if (json !== undefined)
    cases.push({
      ...positive,
      body: { kind: "filling", mediaType: json.mediaType, bytes: largeBytes },
      intent: { kind: "large" },
    });
  if (operation.body.contents.every(({ mediaType }) => !mediaType.includes("*")))
    cases.push({
      ...positive,
      body: { kind: "text", mediaType: "application/x-parlance-unknown", text: "text" },
      intent: { kind: "mediaType" },
    });
  return cases;
}

/** The request with a query parameter that nobody declares. */
export function unknownQueryCase(positive: Case): Case {
  const unknown = { in: "query", name: "parlance_unknown", value: "1" } as const;
  return { ...positive, parameters: [...positive.parameters, unknown], intent: { kind: "unknownQuery" } };
}

/** True for paths that differ in the names of their parameters at most, and for those that one of them covers. */
function sameShape(one: string, other: string): boolean {
  const [these, those] = [one.split("/"), other.split("/")];
  return (
    these.length === those.length &&
    these.every(
      (segment, index) => segment === those[index] || segment.includes("{") || (those[index] ?? "").includes("{"),
    )
  );
}
