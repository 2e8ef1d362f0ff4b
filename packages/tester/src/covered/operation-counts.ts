import type { Operation } from "@parlance/contract";
import { type Exchange, isSuccessStatus, mediaTypeOf } from "../run/exchange.js";
import { covers } from "../run/media-type.js";

/** An answer of an operation, by its status and media type. */
export interface AnswerCoverage {
  readonly status: number;
  /** Absent: it named none. */
  readonly mediaType?: string;
  readonly count: number;
}

/** An answer that an operation declares. */
export interface DeclaredAnswer {
  /** As the document writes it: `200`, `4XX`. */
  readonly status: string;
  readonly mediaType?: string;
}

/** What was seen of one operation. */
export interface OperationCoverage {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly requests: number;
  /** What was answered, with how often; the lowest status first. */
  readonly answers: readonly AnswerCoverage[];
  /** Declared answers that never came; `default` stands for any and is none of them. */
  readonly unseen: readonly DeclaredAnswer[];
  /** How many different answers are declared. */
  readonly declared: number;
  /** Why it was not called, or not with all kinds of cases. */
  readonly notes: readonly string[];
}

interface Seen {
  requests: number;
  readonly answers: Map<string, { readonly status: number; readonly mediaType?: string; count: number }>;
}

/** Counts what operations answered. */
export class OperationCounts {
  readonly #seen = new Map<string, Seen>();

  /** Counts one exchange. */
  add({ operation, outcome }: Exchange): void {
    const seen = this.#of(operation.id);
    seen.requests += 1;
    if (outcome.kind === "none") return;
    const mediaType = mediaTypeOf(outcome);
    const key = `${outcome.status} ${mediaType ?? ""}`;
    const known = seen.answers.get(key);
    if (known === undefined)
      seen.answers.set(key, { status: outcome.status, ...(mediaType !== undefined && { mediaType }), count: 1 });
    else known.count += 1;
  }

  /** What was seen of an operation. */
  of(operation: Operation, notes: readonly string[]): OperationCoverage {
    const { requests, answers } = this.#of(operation.id);
    const seen = [...answers.values()].toSorted((one, other) => one.status - other.status);
    const declared = declaredAnswers(operation);
    return {
      operation: operation.id,
      method: operation.method,
      path: operation.path,
      requests,
      answers: seen.map((each) => ({ ...each })),
      unseen: declared.filter((each) => !seen.some((answer) => fits(answer, each))),
      declared: declared.length,
      notes,
    };
  }

  #of(operation: string): Seen {
    const known = this.#seen.get(operation);
    if (known !== undefined) return known;
    const fresh: Seen = { requests: 0, answers: new Map() };
    this.#seen.set(operation, fresh);
    return fresh;
  }
}

/** True if some request of the operation was answered with 2xx. */
export function wasTaken({ answers }: OperationCoverage): boolean {
  return answers.some(({ status }) => isSuccessStatus(status));
}

function declaredAnswers({ responses }: Operation): readonly DeclaredAnswer[] {
  return responses
    .filter(({ status }) => status !== "default")
    .flatMap(({ status, contents }): readonly DeclaredAnswer[] =>
      contents.length === 0 ? [{ status }] : contents.map(({ mediaType }) => ({ status, mediaType })),
    );
}

function fits({ status, mediaType }: Omit<AnswerCoverage, "count">, declared: DeclaredAnswer): boolean {
  const wanted = declared.status.toUpperCase();
  if (wanted !== String(status) && wanted !== `${Math.floor(status / 100)}XX`) return false;
  return declared.mediaType === undefined || (mediaType !== undefined && covers(declared.mediaType, mediaType));
}
