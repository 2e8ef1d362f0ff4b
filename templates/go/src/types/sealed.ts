import type { Schema } from "@parlance/contract";
import { type Code, part, type Part } from "@parlance/generator";
import { runtimeSymbol } from "../code/runtime.js";
import { isNullable, type TypeSite } from "./type-expression.js";

/** What holds one of several values: an interface with a method that only they have, or any value. */
export interface Held {
  readonly type: string;
  /** The structs that the interface holds; none if any value is held. */
  readonly members: readonly string[];
}

/** A function without statements stands on one line if its head has at most this length (gofmt). */
const longestHead = 99;

/** What holds the schemas' values: an interface of that name if all are structs, else any. */
export function heldBy(name: string, schemas: readonly (Schema | undefined)[], site: TypeSite): Held {
  const structs = schemas.flatMap((each) => (each && !isNullable(each, site) ? (structName(each, site) ?? []) : []));
  return structs.length > 0 && structs.length === schemas.length
    ? { type: name, members: [...new Set(structs)] }
    : { type: "any", members: [] };
}

/** Adds the interface of that name and the methods, called `marker`, of those that it holds; `doc` says what they are. */
export function addSealed(
  code: Code,
  {
    name,
    marker = `is${name}`,
    members,
    doc,
  }: Pick<Held, "members"> & { readonly name: string; readonly marker?: string; readonly doc: string },
): void {
  code.blank().doc(doc).line(`type ${name} interface{ ${marker}() }`);
  for (const member of members) {
    const head = `func (*${member}) ${marker}()`;
    code.blank().line(head.length > longestHead ? `${head} {\n}` : `${head} {}`);
  }
}

/** Adds the member `Unknown` of a descriptor: what is held in place of what the contract does not name. */
export function addUnknown(code: Code, type: Part): void {
  code.block(part`Unknown: func(kept ${runtimeSymbol("Unknown")}) ${type} {`, "},", () => {
    code.line("return &UnknownMember{kept}");
  });
}

/** The members as a comment names them. */
export function listed(members: readonly string[]): string {
  return members.map((each) => `*${each}`).join(", ");
}

/** The name of the struct behind references; a method can be given to it, and to no alias twice. */
export function structName(schema: Schema, site: TypeSite): string | undefined {
  let current = schema;
  for (const seen = new Set<string>(); current.kind === "ref" && !seen.has(current.name);) {
    seen.add(current.name);
    const type = site.types.get(current.name);
    if (type === undefined || type.schema.kind === "object" || type.schema.kind === "union") {
      return type?.name;
    }
    current = type.schema.kind === "nullable" ? type.schema.schema : type.schema;
  }
  return undefined;
}

/** A reference to a type by its key; undefined if there is none. */
export function refTo(key: string | undefined, { types }: TypeSite): Schema | undefined {
  const schema = key === undefined ? undefined : types.get(key)?.schema;
  return key === undefined || schema === undefined ? undefined : { kind: "ref", name: key, place: schema.place };
}
