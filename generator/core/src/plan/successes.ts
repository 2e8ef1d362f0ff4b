import type { Operation, Response } from "@parlance/contract";

/** The responses that mean success: 2XX, else `default` if nothing else is declared, else none. */
export function successes(operation: Operation): readonly Response[] {
  const declared = operation.responses.filter(({ status }) => status.startsWith("2"));
  const rest = operation.responses.filter(({ status }) => status === "default");
  return declared.length > 0 || operation.responses.length > rest.length ? declared : rest;
}

/** The responses that mean failure: 4XX, 5XX, and `default` beside declared successes. */
export function failures(operation: Operation): readonly Response[] {
  const good = new Set(successes(operation));
  return operation.responses.filter((each) => !good.has(each) && /^(?:[45]|default)/u.test(each.status));
}
