import { runInNewContext } from "node:vm";
import { expect, expectTypeOf, test, vi } from "vitest";
import { NotFoundError } from "./not-found-error.js";
import { ParlanceError } from "./parlance-error.js";
import { responseErrorOf } from "./response-error-of.js";
import { ResponseError } from "./response-error.js";
import { TimeoutError } from "./timeout-error.js";

const rest = { retryable: false, requestId: undefined, retryAfter: undefined };

function refusal(status: number): ResponseError {
  return responseErrorOf({
    operation: "x",
    status,
    headers: new Headers(),
    body: undefined,
    code: "c",
    message: "m",
    ...rest,
  });
}

test("an error is an instance of its class and of those above it, no other", () => {
  const error = refusal(404);
  expect(error).toBeInstanceOf(NotFoundError);
  expect(error).toBeInstanceOf(ResponseError);
  expect(error).toBeInstanceOf(ParlanceError);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(TimeoutError);
  expect(refusal(405)).not.toBeInstanceOf(NotFoundError);
  expect(refusal(405).name).toBe("ResponseError");
});

test.each([null, undefined, 1, "x", {}, new Error("x")])("%s is no ParlanceError", (value) => {
  expect(value instanceof ParlanceError).toBe(false);
});

test("instanceof holds for errors of a second copy of the package", async () => {
  vi.resetModules();
  const copy = await import("./response-error-of.js");
  expect(copy.responseErrorOf).not.toBe(responseErrorOf);
  const init = {
    operation: "x",
    status: 404,
    headers: new Headers(),
    body: undefined,
    code: "c",
    message: "m",
    ...rest,
  };
  const foreign: unknown = copy.responseErrorOf(init);
  expect(foreign instanceof NotFoundError).toBe(true);
  expect(foreign instanceof TimeoutError).toBe(false);
});

test("a class of the application's own is told apart by its prototype", () => {
  class Mine extends NotFoundError {}
  expect(refusal(404)).not.toBeInstanceOf(Mine);
  const init = { operation: "x", status: 404, headers: new Headers(), body: 1, code: "c", message: "m" };
  expect(new Mine({ ...init, ...rest })).toBeInstanceOf(Mine);
});

test("from keeps our errors and wraps anything else with its cause", () => {
  const error = refusal(500);
  expect(ParlanceError.from(error)).toBe(error);
  const foreign: unknown = runInNewContext("new TypeError('far')");
  expect(ParlanceError.from(foreign)).toMatchObject({ code: "unexpected", cause: foreign, retryable: false });
  expect(ParlanceError.from("text")).toMatchObject({ message: "text", cause: "text" });
  expectTypeOf(ParlanceError.from(1).code).toEqualTypeOf<ParlanceError["code"]>();
});
