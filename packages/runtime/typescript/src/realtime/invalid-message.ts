import { ValidationError } from "../errors/validation-error.js";
import type { ChannelContext } from "./channel-context.js";

/** The error of data that breaks the contract of its event; undefined when it fits or nothing is to be checked. */
export function invalidMessage(
  { session, options, id }: ChannelContext,
  code: "invalid_request" | "invalid_response",
  event: string,
  value: unknown,
): ValidationError | undefined {
  const { validation } = session.options;
  if (validation === undefined || id === undefined || options.validate === false) return undefined;
  const operation = `${id}/${event}`;
  const issues = validation.check({ operation, value });
  return issues.length === 0 ? undefined : new ValidationError({ code, operation, issues });
}
