import type { Contract, UnionSchema } from "@parlance/contract";
import { nameContract, type PrintedFile } from "@parlance/generator";
import { options } from "./generate.js";
import { spelling } from "../src/names/spelling.js";

/**
 * A program that compiles only if no type is `never`: neither one that has a name, nor a property below it, nor a member of
 * a tagged union. A compiler that has no complaint about the types themselves proves nothing (codegen.md section 3).
 */
export function probes(contract: Contract, files: readonly PrintedFile[]): PrintedFile {
  const { named } = nameContract(contract, spelling, options);
  const exported = files
    .filter(({ path }) => path === "src/types.gen.ts" || path.startsWith("src/types/"))
    .flatMap(({ text }) => [...text.matchAll(/^export type ([\p{ID_Continue}$]+)/gmu)].map((match) => match[1] ?? ""));
  const members = [...named.types.values()].flatMap(({ name, schema }) =>
    schema.kind === "union" ? memberTypes(name, schema) : [],
  );
  const lines = [
    `import type * as t from "./src/index.js";`,
    `export type Exported = keyof typeof t;`,
    `type IsNever<T> = [T] extends [never] ? true : false;`,
    `type Depth = [never, 0, 1, 2, 3];`,
    `type NeverPath<T, D extends 0 | 1 | 2 | 3 = 3> = [T] extends [never] ? "never"`,
    `  : T extends null | undefined ? "fine"`,
    `  : D extends 0 ? "fine"`,
    `  : T extends readonly (infer Item)[] ? NeverPath<Item, Depth[D]>`,
    `  : T extends Blob ? "fine"`,
    `  : T extends object ? string extends keyof T ? "fine" : { [K in keyof T]-?: NeverPath<T[K], Depth[D]> }[keyof T]`,
    `  : "fine";`,
    `export type Member<T, Tag extends PropertyKey, Value> = T extends { [K in Tag]: infer Known } ? Value extends Known ? T : never : never;`,
    `declare function fine<T>(..._: "never" extends NeverPath<T> ? [never] : []): void;`,
    `declare function some<T>(..._: IsNever<T> extends true ? [never] : []): void;`,
    ...exported.map((name) => `fine<t.${name}>();`),
    ...members.map((type) => `some<${type}>();`),
  ];
  return { path: "probes.ts", text: `${lines.join("\n")}\n` };
}

/** What `switch` leaves of the union in the branch of each tag value. */
function memberTypes(name: string, { tag, members }: UnionSchema): readonly string[] {
  return tag === undefined
    ? []
    : members.flatMap(({ tags }) =>
        tags.map((each) => `Member<t.${name}, ${JSON.stringify(tag)}, ${JSON.stringify(each)}>`),
      );
}
