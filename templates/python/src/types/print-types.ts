import type { Schema } from "@parlance/contract";
import {
  type Code,
  type NamedContract,
  type NamedType,
  part,
  type Part,
  type PrintedFile,
  schemaGroups,
  type Types,
} from "@parlance/generator";
import { paragraphs } from "../code/doc-text.js";
import { printModule } from "../code/print-module.js";
import { printLazyPackage } from "../code/print-lazy-package.js";
import { runtimeValue } from "../code/runtime.js";
import { addObject, fieldsOf } from "./print-object.js";
import { unionExpression } from "./print-union.js";
import { typeExpression, type TypeSite } from "./type-expression.js";
import { typeFiles } from "./type-files.js";

/** Prints a module for each schema with those that were lifted from it, and the package that loads them when they are named. */
export function printTypes({ types }: NamedContract, root: string): readonly PrintedFile[] {
  const module = `${root}.types`;
  const files = typeFiles(types);
  const groups = schemaGroups(types);
  const position = new Map(groups.flatMap(({ names }, index) => names.map((name) => [name, index] as const)));
  const recursive = new Set(groups.filter((each) => each.recursive).flatMap(({ names }) => names));
  const places = new Map([...types].map(([key, type]) => [type, files.get(key) ?? key]));
  const byFile = Map.groupBy(types.keys(), (key) => files.get(key) ?? key);
  const printed = [...byFile].map(([file, keys]) => {
    const ordered = keys.toSorted((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
    return printFile({ file, keys: ordered, types, places, module, recursive });
  });
  const modules = [...types].map(([key, { name }]) => [name, `${module}.${files.get(key)}`] as const);
  return [...printed, printLazyPackage(module, "Types of the contract, each loaded when it is first named.", modules)];
}

interface TypeFile {
  readonly file: string;
  readonly keys: readonly string[];
  readonly types: Types;
  /** The module of each type. */
  readonly places: ReadonlyMap<NamedType, string>;
  readonly module: string;
  readonly recursive: ReadonlySet<string>;
}

/** Classes come first: they are read when they are first used, aliases at once. */
function printFile({ file, keys, types, places, module, recursive }: TypeFile): PrintedFile {
  const named = (type: NamedType): Part =>
    places.get(type) === file ? type.name : { name: type.name, from: `${module}.${places.get(type)}` };
  const site: TypeSite = { types, named, list: "list", binary: runtimeValue("File") };
  const own = keys.flatMap((key) => {
    const type = types.get(key);
    return type === undefined ? [] : [{ key, type }];
  });
  const title = `The type \`${own[0]?.type.name}\`${own.length === 1 ? "" : " and its parts"}.`;
  return printModule(`${module}.${file}`, title, (code) => {
    own.forEach(({ type }) => code.declare(type.name));
    for (const { type } of own) {
      if (type.schema.kind === "object") {
        const fields = fieldsOf(type.schema, type.fields, site);
        addObject(code, { name: type.name, doc: docOf(type.schema), fields });
      }
    }
    for (const { key, type } of own.filter((each) => each.type.schema.kind !== "object")) {
      addAlias(code, type, { site, circular: recursive.has(key) });
    }
  });
}

/** An alias that refers to itself is one of `typing_extensions`, which is resolved when it is used. */
function addAlias(
  code: Code,
  { name, schema }: NamedType,
  { site, circular }: { site: TypeSite; circular: boolean },
): void {
  const type = schema.kind === "union" ? unionExpression(schema, site) : typeExpression(schema, site);
  if (circular) {
    const lazy = { name: "TypeAliasType", from: "typing_extensions" };
    code.line(part`${name} = ${lazy}("${name}", "${quoted(type)}")`);
  } else {
    code.line(part`${name}: ${{ name: "TypeAlias", from: "typing" }} = ${type}`);
  }
  code.doc(docOf(schema)).blank();
}

/** The type inside of a string literal. */
function quoted(type: Part): Part {
  if (typeof type === "string") {
    return type.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  }
  return Array.isArray(type) ? type.map(quoted) : type;
}

function docOf({ docs }: Schema): string | undefined {
  return paragraphs([docs?.summary, docs?.description]);
}
