import { besideJson, type BodyDirection, type Content, type Contract } from "@parlance/contract";
import { successes } from "./successes.js";

/**
 * The same Contract for clients, with JSON alone where an operation offers other media types for the same body: an SDK then
 * asks for JSON, and returns its type. What goes is told by the Contract's diagnostic `json-preferred`. Servers need all of it.
 */
export function preferJson(contract: Contract): Contract {
  const operations = contract.operations.map((operation) => {
    const { body, responses } = operation;
    const good = new Set(successes(operation));
    return {
      ...operation,
      ...(body === undefined ? {} : { body: { ...body, contents: kept(body.contents, "sent") } }),
      responses: responses.map((each) =>
        good.has(each) ? { ...each, contents: kept(each.contents, "received") } : each,
      ),
    };
  });
  return { ...contract, operations };
}

function kept(contents: readonly Content[], direction: BodyDirection): readonly Content[] {
  const aside = new Set(besideJson(contents, direction));
  return contents.filter((each) => !aside.has(each));
}
