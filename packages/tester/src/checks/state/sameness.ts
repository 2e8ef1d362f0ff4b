import type { Json, Schema } from "@parlance/contract";
import { memberOf } from "../../plan/queries.js";
import { isObject, memberIn } from "../../values/json-kinds.js";
import { pointerTo } from "../../values/pointer.js";
import { resolve, type Schemas } from "../../values/schemas.js";

/** What was sent and what came back, each with its schema and the schemas that it names. */
export interface Compared {
  readonly sent: { readonly value: Json; readonly schema: Schema | undefined; readonly schemas: Schemas };
  readonly got: { readonly value: Json | undefined; readonly schema: Schema | undefined; readonly schemas: Schemas };
}

/** Members that a server rightly does not show again. */
export const secret = /secret|password|passwd|token|credential|private|api_?key/iu;

/** JSON pointers to members that came back as they were sent, and to those that did not. */
export interface Comparison {
  readonly same: readonly string[];
  readonly other: readonly string[];
}

/**
 * Compares what came back with what was sent. Only members that both schemas know with one type count. Other spellings of a
 * value (case, spaces, time zones), other orders of a list, and members that a server adds make no difference.
 */
export function compare({ sent, got }: Compared): Comparison {
  if (!isObject(sent.value) || !isObject(got.value)) return { same: [], other: [] };
  const [same, other]: [string[], string[]] = [[], []];
  for (const [name, value] of Object.entries(sent.value)) {
    const [of, to] = [memberOf(sent.schema, name, sent.schemas), memberOf(got.schema, name, got.schemas)];
    const isShown = of !== undefined && to !== undefined && of.readOnly !== true && to.writeOnly !== true;
    if (!isShown || secret.test(name) || !isOneType(resolve(of, sent.schemas), resolve(to, got.schemas))) continue;
    // What is taken away may have a default in its place, and what says nothing may be left out.
    const back = memberIn(got.value, name);
    if (value === null || (back === undefined && isEmpty(value, of))) continue;
    const pointer = pointerTo(name);
    if (isObject(value) && isObject(back) && resolve(of, sent.schemas).kind === "object") {
      const inner = compare({ sent: { ...sent, value, schema: of }, got: { ...got, value: back, schema: to } });
      same.push(...inner.same.map((each) => pointer + each));
      other.push(...inner.other.map((each) => pointer + each));
    } else if (!isSame(value, back)) other.push(pointer);
    else if (!isEmpty(value, of)) same.push(pointer);
  }
  return { same, other };
}

function isOneType(one: Schema, other: Schema): boolean {
  if (one.kind === "nullable") return isOneType(one.schema, other);
  if (other.kind === "nullable") return isOneType(one, other.schema);
  return one.kind === other.kind && (one.kind !== "scalar" || other.kind !== "scalar" || one.type === other.type);
}

/** Nothing, or what stands for nothing, so that an answer may leave it out. */
export function isEmpty(value: Json, schema: Schema): boolean {
  if (value === null || value === false || value === "" || value === 0 || value === schema.default) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** True for two spellings of one value. */
export function isSame(sent: Json, got: Json | undefined): boolean {
  // What is taken away may have a default in its place.
  if (sent === null) return true;
  if (typeof sent === "string" && typeof got === "string") return isSameText(sent, got);
  if (typeof sent === "number" && typeof got === "number")
    return Math.abs(sent - got) <= 1e-6 * Math.max(Math.abs(sent), Math.abs(got));
  if (Array.isArray(sent) && Array.isArray(got))
    return (
      sent.every((value) => got.some((each) => isSame(value, each))) &&
      got.every((each) => sent.some((value) => isSame(value, each)))
    );
  if (isObject(sent) && isObject(got))
    return Object.entries(sent).every(([name, value]) => secret.test(name) || isSame(value, memberIn(got, name)));
  return sent === got;
}

function isSameText(sent: string, got: string): boolean {
  if (plain(sent) === plain(got) || /\*{3}|•{3}/u.test(got)) return true;
  const [one, other] = [time(sent), time(got)];
  // Fractions of a second may be cut off.
  if (one !== undefined && other !== undefined) return Math.abs(one - other) <= 1000;
  return URL.canParse(sent) && URL.canParse(got) && new URL(sent).href === new URL(got).href;
}

function plain(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

function time(text: string): number | undefined {
  return /^\d{4}-\d{2}-\d{2}T/iu.test(text) && !Number.isNaN(Date.parse(text)) ? Date.parse(text) : undefined;
}
