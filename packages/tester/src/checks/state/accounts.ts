import type { Json, JsonObject, Schema } from "@parlance/contract";
import { jsonContent } from "../../plan/planner.js";
import { itemSchema, memberOf } from "../../plan/queries.js";
import { answerSchema } from "../../plan/resource.js";
import { jsonOf } from "../../run/exchange.js";
import { isObject, memberIn } from "../../values/json-kinds.js";
import { answerOf, bodyOf, idFrom, successOf } from "../../run/trace.js";
import { pointerTo } from "../../values/pointer.js";
import { resolve, type Schemas } from "../../values/schemas.js";
import type { Answered } from "../check.js";
import { readBefore } from "./as-sent.js";
import { isOver } from "./life.js";
import { expectedOnce } from "./lists.js";
import { isEmpty, isSame, secret } from "./sameness.js";
import type { Disproof, StateCheck, StateFailure } from "./state-check.js";

const readAsCreated: StateCheck = {
  id: "read-as-created",
  title: "What is read is what its creation answered",
  source: "RFC 9110, section 15.3.2",
  look(trace, schemas) {
    const [create, read] = [successOf(trace, "create"), successOf(trace, "read")];
    if (!isOver(trace) || create === undefined || read === undefined) return [];
    const [one, other] = [bodyOf(trace, "create"), bodyOf(trace, "read")];
    const how = "is read otherwise than its creation was answered";
    return told({ exchange: create, one, other, create, schemas, how });
  },
};

const listedAsRead: StateCheck = {
  id: "listed-as-read",
  title: "What a list shows is what is read",
  source: "docs/testing.md, State",
  look(trace, schemas) {
    const [create, read, id] = [successOf(trace, "create"), successOf(trace, "read"), idFrom(trace, "create")?.id];
    const list = answerOf(trace, "list")?.operation;
    if (!isOver(trace) || create === undefined || read === undefined || list === undefined || id === undefined)
      return [];
    const listed = expectedOnce(trace, "list", id);
    if (listed === undefined || !isOneAccount(itemSchema(list, schemas), answerSchema(read.operation), schemas))
      return [];
    const [one, other] = [bodyOf(trace, "read"), listed.found[0]];
    return told({ exchange: listed.exchange, one, other, create, schemas, how: "is listed otherwise than it is read" });
  },
};

const changeKeepsRest: StateCheck = {
  id: "change-keeps-rest",
  title: "A change keeps what it does not name",
  source: "RFC 5789, section 2; RFC 7396, section 1",
  look(trace, schemas) {
    if (!isOver(trace)) return [];
    return trace.performed.flatMap(({ step: { name } }) => {
      const [change, read] = [successOf(trace, name), successOf(trace, `read ${name.replace(/^change/u, "changed")}`)];
      if (!name.startsWith("change ") || change === undefined || read === undefined) return [];
      if (change.operation.method !== "PATCH" || change.outcome.status === 202) return [];
      return rest(change, { before: readBefore(trace, change), after: jsonOf(read.outcome)?.value, schemas });
    });
  },
};

const textWhole: StateCheck = {
  id: "text-whole",
  title: "A text that is allowed is kept whole",
  source: "OpenAPI 3.1, Schema Object",
  look(trace, schemas) {
    const [create, read] = [successOf(trace, "create"), bodyOf(trace, "read")];
    const sent = create?.case.body?.kind === "value" ? create.case.body.value : undefined;
    if (!isOver(trace) || create === undefined || !isObject(sent) || !isObject(read)) return [];
    const chosen = jsonContent(create.operation)?.schema;
    return Object.entries(sent).flatMap(([name, text]): readonly StateFailure[] => {
      const kept = memberIn(read, name);
      const schema = memberOf(chosen, name, schemas);
      const target = schema === undefined ? undefined : resolve(schema, schemas);
      // What has a format has more spellings than one.
      if (target?.kind !== "scalar" || target.format !== undefined) return [];
      if (typeof text !== "string" || typeof kept !== "string" || secret.test(name) || !isCut(text, kept)) return [];
      const message = `Of the ${text.length} letters of ${name} that were taken, the first ${kept.length} are read.`;
      return [{ exchange: create, message, pointer: pointerTo(name) }];
    });
  },
};

/** The checks of whether all that tells of a thing tells the same. */
export const accountChecks: readonly StateCheck[] = [readAsCreated, listedAsRead, changeKeepsRest, textWhole];

/** Those whose failures another trace can disprove. */
export const disprovableAccounts: readonly StateCheck[] = [readAsCreated, listedAsRead, changeKeepsRest];

/** Members that servers set by themselves, though they can be sent. */
const own = /version|revision|etag|status|state|at$|time/iu;

/** Two accounts of a thing. */
interface Accounts {
  /** The answer that shows a difference. */
  readonly exchange: Answered;
  readonly one: Json | undefined;
  readonly other: Json | undefined;
  /** The creation of the thing. */
  readonly create: Answered;
  readonly schemas: Schemas;
  /** What is said of a member that differs. */
  readonly how: string;
}

/** Compares two accounts of a thing by the members that its creator can choose: others may change by themselves. */
function told({ exchange, one, other, create, schemas, how }: Accounts): readonly (StateFailure | Disproof)[] {
  if (!isObject(one) || !isObject(other)) return [];
  const chosen = jsonContent(create.operation)?.schema;
  return Object.keys(one).flatMap((name): readonly (StateFailure | Disproof)[] => {
    const schema = memberOf(chosen, name, schemas);
    const [first, second] = [one[name], memberIn(other, name)];
    if (schema === undefined || first === undefined || second === undefined) return [];
    if (own.test(name) || secret.test(name)) return [];
    const pointer = pointerTo(name);
    if (!isAlike(first, second, resolve(schema, schemas)))
      return [{ exchange, pointer, message: `${pointer} ${how}.` }];
    return isEmpty(first, schema) ? [] : [{ kind: "disproof", exchange, pointer }];
  });
}

/** What a change has emptied that it does not name, and what it has left. */
function rest(
  change: Answered,
  {
    before,
    after,
    schemas,
  }: { readonly before: Json | undefined; readonly after: Json | undefined; readonly schemas: Schemas },
): readonly (StateFailure | Disproof)[] {
  const sent = change.case.body?.kind === "value" ? change.case.body.value : undefined;
  if (!isObject(before) || !isObject(after) || !isObject(sent)) return [];
  const changeable = jsonContent(change.operation)?.schema;
  return Object.entries(before).flatMap(([name, value]): readonly (StateFailure | Disproof)[] => {
    const schema = memberOf(changeable, name, schemas);
    if (schema === undefined || name in sent || own.test(name) || secret.test(name) || isEmpty(value, schema))
      return [];
    const pointer = pointerTo(name);
    const left = memberIn(after, name);
    if (left !== undefined && isAlike(value, left, resolve(schema, schemas)))
      return [{ kind: "disproof", exchange: change, pointer }];
    if (left !== undefined && !isEmpty(left, schema)) return [];
    return [{ exchange: change, pointer, message: `${pointer} is gone after a change that does not name it.` }];
  });
}

/** True where two answers show a thing in one form. */
function isOneAccount(one: Schema | undefined, other: Schema | undefined, schemas: Schemas): boolean {
  const [first, second] = [namesIn(one, schemas), namesIn(other, schemas)];
  return first.size > 0 && [...second].every((name) => first.has(name));
}

function namesIn(schema: Schema | undefined, schemas: Schemas): ReadonlySet<string> {
  if (schema?.kind === "ref") {
    const named = schemas.get(schema.name);
    return new Set([`#${schema.name}`, ...namesIn(named, schemas)]);
  }
  if (schema?.kind === "intersection") return new Set(schema.members.flatMap((each) => [...namesIn(each, schemas)]));
  return new Set();
}

/** True for two spellings of one value. Members that an answer adds are no difference; entries of a map are. */
function isAlike(one: Json, other: Json, schema: Schema): boolean {
  if (one === null || other === null) return one === other;
  if (schema.kind === "map" && isObject(one) && isObject(other) && !hasSameNames(one, other)) return false;
  return isSame(one, other);
}

function hasSameNames(one: JsonObject, other: JsonObject): boolean {
  return Object.keys(other).every((name) => one[name] !== undefined);
}

/** True if nothing but the beginning of a text is left; spaces, dots and the like at its end are no loss. */
function isCut(sent: string, kept: string): boolean {
  const most = sent.replace(/[^\p{L}\p{N}]+$/u, "").length;
  return kept !== "" && kept.length < most && sent.startsWith(kept);
}
