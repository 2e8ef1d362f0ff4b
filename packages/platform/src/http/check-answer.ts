import type { Operation, Response } from "../contract/bare-contract.js";
import type { OperationSchemas } from "../contract/platform-contract.js";
import type { Validator } from "../contract/validator.js";
import type { Answer } from "../handler.js";
import { anyBytes } from "./media-type.js";

/** What an answer is checked with. */
export interface CheckAnswerOptions {
  readonly operation: Operation;
  readonly schemas: OperationSchemas;
  readonly validator: Validator;
  /** The caller's grants select members, so required ones may be missing: the body is not compared. */
  readonly partial: boolean;
}

/**
 * Compares an answer with what its operation declares. Throws an `Error` that names the difference: a defect of the
 * handler, which the caller sees as 500 and the developer in the log.
 */
export function checkAnswer(answer: Answer, { operation, schemas, validator, partial }: CheckAnswerOptions): void {
  const response = declared(operation, answer.status);
  if (response === undefined) throw new Error(`${operation.id} answered ${answer.status}, which it does not declare.`);
  const mediaType = answer.content?.mediaType ?? (answer.body === undefined ? undefined : "application/json");
  const content = response.contents.find(
    (candidate) =>
      candidate.mediaType === mediaType || (answer.content !== undefined && candidate.mediaType === anyBytes),
  );
  if (mediaType !== undefined && content === undefined)
    throw new Error(`${operation.id} answered ${mediaType}, which it does not declare.`);
  if (mediaType === undefined && response.contents.length > 0)
    throw new Error(`${operation.id} answered without the body it declares.`);
  for (const header of response.headers) {
    if (header.required && !given(header.name, answer))
      throw new Error(`${operation.id} answered without ${header.name}.`);
  }
  if (answer.body === undefined || content === undefined || partial) return;
  const [item] = validator.check(schemas.responses[response.status]?.[content.mediaType] ?? true)(answer.body);
  if (item !== undefined)
    throw new Error(`${operation.id} answered a body that breaks its schema: ${item.pointer} ${item.message}`);
}

/** Whether an operation declares a status, itself or by its class. */
export function declared(operation: Operation, status: number): Response | undefined {
  const find = (wanted: string) => operation.responses.find((response) => response.status === wanted);
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find("default");
}

/** Whether the handler gave a header that is its business; those of every answer are the framework's. */
function given(name: string, answer: Answer): boolean {
  if (["request-id", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"].includes(name.toLowerCase()))
    return true;
  if (name.toLowerCase() === "etag") return answer.version !== undefined;
  return Object.keys(answer.headers ?? {}).some((candidate) => candidate.toLowerCase() === name.toLowerCase());
}
