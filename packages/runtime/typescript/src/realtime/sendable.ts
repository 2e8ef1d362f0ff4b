import { RealtimeError } from "./realtime-error.js";

/**
 * Throws a `RealtimeError` (`invalid_request`) that names the place of the first value that is no JSON: `undefined` but as a
 * member that is left out, a number that is none, a bigint, function, symbol, bytes, a cycle. Objects that write themselves
 * (`toJSON`) are taken as they are.
 */
export function assertSendable(members: object): void {
  const flaw = flawOf(members, []);
  if (flaw === undefined) return;
  throw new RealtimeError({
    code: "invalid_request",
    message: `${flaw.slice(1)}, which JSON cannot hold. Send something else`,
    retryable: false,
  });
}

/** The place below a value and what stands there, such as `.items.2 is a bigint`. */
function flawOf(value: unknown, within: readonly unknown[]): string | undefined {
  const type = typeof value;
  if (value === null || type === "string" || type === "boolean" || Number.isFinite(value)) return undefined;
  if (type === "number") return ` is ${String(value)}`;
  if (type !== "object") return ` is of type ${type}`;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return " is bytes";
  if (within.includes(value)) return " is a cycle";
  if (typeof (value as { readonly toJSON?: unknown }).toJSON === "function") return undefined;
  const here = [...within, value];
  for (const [name, member] of Object.entries(value as object)) {
    // As in JSON, a member of an object may be undefined. The data itself may not.
    if (member === undefined && !Array.isArray(value) && (within.length > 0 || name !== "data")) continue;
    const flaw = flawOf(member, here);
    if (flaw !== undefined) return `.${name}${flaw}`;
  }
  return undefined;
}
