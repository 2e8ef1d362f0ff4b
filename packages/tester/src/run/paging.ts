import type { Json, Operation, Parameter } from "@parlance/contract";
import type { Case } from "../plan/case.js";
import { valueAt } from "../values/pointer.js";
import { type Answer, type Exchange, headerValues, jsonOf } from "./exchange.js";
import { itemsOf } from "./ids.js";
import { isObject, isScalar } from "../values/json-kinds.js";

/** The items of a page: where the document says, else the only list that the answer holds. */
export function pageItems({ operation: { pagination }, outcome }: Exchange): readonly Json[] {
  if (outcome.kind === "none") return [];
  const body = jsonOf(outcome)?.value;
  if (pagination === undefined) return itemsOf(body);
  const items = valueAt(body, pagination.items);
  return Array.isArray(items) ? items : [];
}

/** The cursor that leads to the next page; undefined at the end, and for lists that have none. */
export function nextCursor({ operation: { pagination }, outcome }: Exchange): Json | undefined {
  if (pagination?.style !== "cursor" || outcome.kind === "none") return undefined;
  const next = valueAt(jsonOf(outcome)?.value, pagination.next);
  return isScalar(next) && next !== "" ? next : undefined;
}

/** The request of the page after this one; `end` if there is none, `unknown` if the answer does not tell. */
export function nextPage(exchange: Exchange): Case | "end" | "unknown" {
  const { case: testCase, operation, outcome } = exchange;
  const { pagination } = operation;
  if (outcome.kind === "none") return "unknown";
  if (pagination === undefined) return looksWhole(exchange, outcome) ? "end" : "unknown";
  const count = pageItems(exchange).length;
  switch (pagination.style) {
    case "cursor": {
      const next = nextCursor(exchange);
      // A list that can be polled tells at its end where to ask again.
      const isLast = next === undefined || (count === 0 && next === valueOf(testCase, pagination.parameter));
      return isLast ? "end" : withQuery(testCase, pagination.parameter, next);
    }
    case "page":
      if (count === 0) return "end";
      return withQuery(testCase, pagination.parameter, numberOf(testCase, pagination.parameter, pagination.start) + 1);
    case "offset":
      if (count === 0) return "end";
      return withQuery(testCase, pagination.parameter, numberOf(testCase, pagination.parameter, 0) + count);
    case "link":
      return linked(testCase, operation, outcome);
  }
}

/** The parameter that says how many items a page has at most, by the names that are usual. */
export function limitOf({ parameters }: Operation): Parameter | undefined {
  const usual = /^(?:limit|per_?page|page_?size|page_?limit|max_?results|\$top)$/iu;
  return parameters.find(
    ({ in: place, name, schema }) =>
      place === "query" && usual.test(name) && schema.kind === "scalar" && schema.type === "integer",
  );
}

/** The case with another value of a query parameter. */
export function withQuery(testCase: Case, name: string, value: Json): Case {
  const others = testCase.parameters.filter((each) => each.in !== "query" || each.name !== name);
  return { ...testCase, parameters: [...others, { in: "query", name, value }] };
}

function valueOf({ parameters }: Case, name: string): Json | undefined {
  return parameters.find((each) => each.in === "query" && each.name === name)?.value;
}

function numberOf(testCase: Case, name: string, otherwise: number): number {
  const found = valueOf(testCase, name);
  return typeof found === "number" ? found : otherwise;
}

function linked(testCase: Case, { parameters }: Operation, answer: Answer): Case | "end" | "unknown" {
  const link = headerValues(answer, "link").join(", ");
  const [, target] = /<([^>]*)>[^,]*;\s*rel="?next\b/iu.exec(link) ?? [];
  if (target === undefined) return "end";
  if (!URL.canParse(target, "http://server")) return "unknown";
  const query = [...new URL(target, "http://server").searchParams];
  const known = query.every(([name]) => parameters.some((each) => each.in === "query" && each.name === name));
  return known ? query.reduce((made, [name, value]) => withQuery(made, name, value), testCase) : "unknown";
}

/** False where an answer may be a part only, though the document does not say how lists go on. */
function looksWhole(exchange: Exchange, answer: Answer): boolean {
  const body = jsonOf(answer)?.value;
  const more = isObject(body) && Object.entries(body).some(([name, value]) => /next|cursor|more/iu.test(name) && value);
  const count = pageItems(exchange).length;
  // Pages that nobody declares are of round sizes.
  return !more && !/rel="?next/iu.test(headerValues(answer, "link").join()) && (count === 0 || count % 5 !== 0);
}
