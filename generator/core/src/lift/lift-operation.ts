import type { Content, Operation, Response, Schema } from "@parlance/contract";
import { chosenName } from "../names/chosen-name.js";
import { successes } from "../plan/successes.js";
import { shapeOf } from "../schemas/shape-of.js";
import type { LiftOrigin } from "./lifted-from.js";
import type { LiftSite } from "./lift-site.js";
import type { Lifter } from "./lifter.js";

/** The operation with names for everything it takes and answers: `<id> <parameter>`, `<id> body`, `<id> response` …. */
export function liftOperation(operation: Operation, lifter: Lifter): Operation {
  const { body, id, extensions, parameters, responses } = operation;
  const call: Call = { id: chosenName(id, extensions), origin: { kind: "operation", name: id }, lifter };
  const good = new Set(successes(operation));
  return {
    ...operation,
    parameters: parameters.map((each) => ({
      ...each,
      schema: lifter.lift(each.schema, siteOf(call, each.name)),
    })),
    ...(body === undefined ? {} : { body: { ...body, contents: liftContents(body.contents, call, "body") } }),
    responses: responses.map((each) => liftResponse(each, call, good.has(each) ? "response" : "error")),
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
