import type { Content, Operation, Response, Schema } from "@parlance/contract";
import { chosenName } from "../names/chosen-name.js";
import { successes } from "../plan/successes.js";
import { anyOf, distinctSchemas } from "../schemas/any-of.js";
import { shapeOf } from "../schemas/shape-of.js";
import type { LiftOrigin } from "./lifted-from.js";
import type { LiftSite } from "./lift-site.js";
import type { Lifter } from "./lifter.js";

/** The operation with names for everything it takes and answers: `<id> <parameter>`, `<id> body`, `<id> response` …. */
export function liftOperation(operation: Operation, lifter: Lifter): Operation {
  const { body, id, extensions, parameters, responses } = operation;
  const call: Call = { id: chosenName(id, extensions), origin: { kind: "operation", name: id }, lifter };
  const good = new Set(successes(operation));
  const union = successUnion(operation, call);
  return {
    ...operation,
    parameters: parameters.map((each) => ({
      ...each,
      schema: lifter.lift(each.schema, siteOf(call, each.name)),
    })),
    ...(body === undefined
      ? {}
      : {
          body: {
            ...body,
            contents: liftContents(
              body.contents.map((each) => sentContent(each, lifter)),
              call,
              "body",
            ),
          },
        }),
    responses: responses.map((each) =>
      good.has(each)
        ? liftResponse(union === undefined ? each : withBody(each, union), call, "response")
        : liftResponse(each, call, "error"),
    ),
  };
}

interface Call {
  readonly id: string;
  readonly origin: LiftOrigin;
  readonly lifter: Lifter;
}

function siteOf({ id, origin }: Call, word: string, ...others: readonly string[]): LiftSite {
  return { origin, names: [`${id} ${word}`, ...others.map((each) => `${id} ${each}`)] };
}

/** Several successes of different JSON are one type to a caller, who gets either; an operation with pages has its first one. */
function successUnion(operation: Operation, call: Call): Schema | undefined {
  const contents = successes(operation).flatMap((each) => each.contents);
  const json = contents.flatMap(({ form, schema }) => (form === "json" && schema !== undefined ? [schema] : []));
  const union = anyOf(json);
  return operation.pagination !== undefined || json.length < contents.length || distinctSchemas(json).length < 2
    ? undefined
    : union && call.lifter.lift(union, siteOf(call, "response"));
}

function withBody(response: Response, schema: Schema): Response {
  return { ...response, contents: response.contents.map((each) => ({ ...each, schema })) };
}

/** What a caller sends: required properties that only answers have are left out, as they need not be sent. */
function sentContent(content: Content, lifter: Lifter): Content {
  return content.schema === undefined ? content : { ...content, schema: lifter.sent(content.schema) };
}

function liftResponse(response: Response, call: Call, word: string): Response {
  const { contents, headers, status } = response;
  return {
    ...response,
    contents: liftContents(contents, call, word, `${word} ${status}`),
    headers: headers.map((each) => ({
      ...each,
      schema: call.lifter.lift(each.schema, siteOf(call, each.name)),
    })),
  };
}

/** Media types whose schemas are alike share one name. */
function liftContents(
  contents: readonly Content[],
  call: Call,
  word: string,
  ...others: readonly string[]
): readonly Content[] {
  const known = new Map<string, Schema>();
  return contents.map((content) => {
    if (content.schema === undefined) {
      return content;
    }
    const shape = contents.length > 1 ? shapeOf(content.schema) : "";
    const schema = known.get(shape) ?? call.lifter.lift(content.schema, siteOf(call, word, ...others));
    known.set(shape, schema);
    return { ...content, schema };
  });
}
