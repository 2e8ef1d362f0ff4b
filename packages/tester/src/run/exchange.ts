import type { Json, Operation, Response as DeclaredResponse } from "@parlance/contract";
import type { Case } from "../plan/case.js";
import type { SentRequest } from "../request/write-request.js";
import { parseJson } from "../values/parse-json.js";
import { essenceOf } from "./media-type.js";

/** What came back, byte for byte. */
export interface Answer {
  readonly kind: "answer";
  readonly status: number;
  /** Names in lower case, in the order of arrival. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly elapsedMs: number;
}

/** Why nothing came back, or nothing whole. */
export interface NoAnswer {
  readonly kind: "none";
  readonly reason: "refused" | "reset" | "timeout" | "tooLarge" | "unreadable";
  readonly message: string;
  readonly elapsedMs: number;
}

/** A case, what was sent for it and what came back. */
export interface Exchange {
  readonly case: Case;
  readonly operation: Operation;
  readonly request: SentRequest;
  readonly outcome: Answer | NoAnswer;
}

/** The path of a request, without its query. */
export function pathOf({ target }: SentRequest): string {
  return target.split("?")[0] ?? "";
}

/** True for an answer of 2xx. */
export function isSuccess({ outcome }: Exchange): boolean {
  return outcome.kind === "answer" && isSuccessStatus(outcome.status);
}

/** True for 2xx. */
export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The values of a header, by its name in any case. */
export function headerValues(answer: Answer, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return answer.headers.filter(([each]) => each === wanted).map(([, value]) => value);
}

/** The media type without its parameters, in lower case; undefined if the answer names none. */
export function mediaTypeOf(answer: Answer): string | undefined {
  const [value] = headerValues(answer, "content-type");
  return value === undefined ? undefined : essenceOf(value);
}

/** The answer that the operation declares for a status: that status, else its class, else `default`. */
export function declaredFor({ responses }: Operation, status: number): DeclaredResponse | undefined {
  const find = (wanted: string) => responses.find((each) => each.status.toUpperCase() === wanted);
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find("DEFAULT");
}

/** True for media types whose bodies are JSON. */
export function isJson(mediaType: string | undefined): boolean {
  return mediaType !== undefined && /^[^/]+\/(?:[^;]*\+)?json$/u.test(mediaType);
}

/** The body as JSON; undefined if it is none. */
export function jsonOf(answer: Answer): { readonly value: Json } | undefined {
  try {
    return { value: parseJson(new TextDecoder("utf-8", { fatal: true }).decode(answer.body)) };
  } catch {
    return undefined;
  }
}
