import type { FastifyRequest } from "fastify";
import type { Validators } from "../contract/validators.js";
import type { Answer, Call, Services } from "../handler.js";
import { problem, PlatformError } from "../problem/platform-error.js";
import type { KnownCaller } from "../security/caller.js";
import type { Records, Store } from "../store/store.js";
import { transact } from "../store/transact.js";
import { checkAnswer, declared } from "./check-answer.js";
import type { Idempotency, IdempotentAnswer, IdempotentCall } from "./idempotency.js";
import { readBody } from "./read-body.js";
import { readParameters } from "./read-parameters.js";
import type { Route } from "./routes.js";

const hourMs = 3_600_000;

/** What calls are carried out with. */
export interface PerformOptions {
  readonly services: Services;
  readonly store: Store;
  readonly idempotency: Idempotency;
  readonly validators: Validators;
  /** Whether answers are compared with the contract. */
  readonly checkAnswers: boolean;
}

/** Validates an admitted call and carries it out in one transaction. Throws the problem. */
export async function perform(request: FastifyRequest, options: PerformOptions): Promise<IdempotentAnswer> {
  const { route, caller, access, requestId, content } = request.exchange;
  if (route === undefined || caller === undefined || access === undefined)
    throw new Error("The call was not admitted.");
  const { services, validators } = options;
  const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  requirePrecondition(route, request.headers);
  const parameters = readParameters(
    { url: request.raw.url ?? "", path: request.params as Record<string, string>, headers: request.headers },
    {
      operation: route.operation,
      schemas: route.schemas.parameters,
      contract: services.contract.compiled.contract,
      validator: validators.strict,
    },
  );
  const body = readBody(content, bytes, {
    operation: route.operation,
    schemas: route.schemas.body,
    validators,
  });
  const key = idempotencyKey(route, parameters.headers);
  const repeated =
    key === undefined || caller.type === "anonymous" ? undefined : repeatedCall(request, caller, { key, bytes });
  const end = repeated === undefined ? undefined : options.idempotency.begin(repeated);
  const parts = { ...services, ...parameters, operation: route.operation, body, caller, access, requestId };
  const { settle } = route.handler;
  try {
    if (settle !== undefined) await inTransaction(options.store, parts, settle);
    return await inTransaction(options.store, parts, async (call): Promise<IdempotentAnswer> => {
      const work = () => carryOut(route, call, options);
      if (repeated === undefined) return { answer: await work(), replayed: false };
      const expiresAt = services.clock() + services.contract.limits.idempotencyHours * hourMs;
      return options.idempotency.answer(repeated, { records: call.records, expiresAt }, work);
    });
  } finally {
    end?.();
  }
}

type Parts = Omit<Call, "afterCommit" | "afterRollback" | "records" | "transaction">;

/** Carries out work of a call in one transaction. */
function inTransaction<Result>(store: Store, parts: Parts, work: (call: Call) => Promise<Result>): Promise<Result> {
  const { caller, operation } = parts;
  return transact(store, (steps) =>
    work({
      ...parts,
      ...steps,
      get records(): Records {
        if (caller.type === "anonymous") throw new Error(`${operation.id} has no caller and so no project.`);
        return steps.transaction.records(caller.application.project);
      },
    }),
  );
}

function repeatedCall(
  request: FastifyRequest,
  caller: KnownCaller,
  { key, bytes }: { readonly key: string; readonly bytes: Uint8Array },
): IdempotentCall {
  return { application: caller.application.id, key, method: request.method, url: request.raw.url ?? "", body: bytes };
}

/** A problem that the operation does not declare is a defect, as an undeclared answer is. */
async function carryOut(route: Route, call: Call, options: PerformOptions): Promise<Answer> {
  try {
    const answer = await route.handler(call);
    if (options.checkAnswers) {
      const { operation, schemas } = route;
      checkAnswer(answer, { operation, schemas, validator: options.validators.strict, partial: call.access.selects });
    }
    return answer;
  } catch (error) {
    if (
      options.checkAnswers &&
      error instanceof PlatformError &&
      declared(route.operation, error.status) === undefined
    ) {
      throw new Error(`${route.operation.id} failed with ${error.code} (${error.status}), which it does not declare.`, {
        cause: error,
      });
    }
    throw error;
  }
}

/** An operation that declares 428 must be told which version it replaces. */
function requirePrecondition(route: Route, headers: Readonly<Record<string, unknown>>): void {
  if (declared(route.operation, 428)?.status === "428" && headers["if-match"] === undefined) {
    throw problem("precondition_required", "Send If-Match with the version you read, or * to overwrite unchecked.");
  }
}

function idempotencyKey(route: Route, headers: Readonly<Record<string, unknown>>): string | undefined {
  const key = headers[(route.operation.idempotencyHeader ?? "Idempotency-Key").toLowerCase()];
  return typeof key === "string" ? key : undefined;
}
