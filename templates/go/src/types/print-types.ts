import {
  Code,
  type NamedContract,
  type NamedType,
  part,
  type PrintedFile,
  schemaGroups,
  schemaOwners,
  type Types,
} from "@parlance/generator";
import { printFile } from "../code/print-file.js";
import { runtimeSymbol } from "../code/runtime.js";
import { goSyntax } from "../code/syntax.js";
import { addEnum } from "./print-enum.js";
import { addObject } from "./print-object.js";
import { addUnion } from "./print-union.js";
import { docOf } from "./schema-doc.js";
import { bareExpression, typeExpression, type TypeSite } from "./type-expression.js";

/** What printers of types need of a contract. */
export function typeSite(types: Types): TypeSite {
  const circles = schemaGroups(types)
    .filter(({ recursive }) => recursive)
    .flatMap(({ names }, index) => names.map((name) => [name, index] as const));
  return { types, circles: new Map(circles) };
}

/** Prints the types: `types_<resource>.go` for those that one resource has for itself, `types.go` for the others. */
export function printTypes(named: NamedContract, packageName: string, site: TypeSite): readonly PrintedFile[] {
  const owners = schemaOwners(named);
  const byFile = Map.groupBy(named.types, ([key]) => {
    const owner = owners.get(key);
    return owner === undefined ? "types" : `types_${owner}`;
  });
  return [...byFile].map(([file, types]) => {
    const code = new Code(goSyntax);
    types.forEach(([key, type]) => addType(code, key, type, site));
    return printFile(packageName, file, code);
  });
}

function addType(code: Code, key: string, type: NamedType, site: TypeSite): void {
  const { name, schema } = type;
  switch (schema.kind) {
    case "object":
      addObject(code, key, { ...type, schema }, site);
      break;
    case "union":
      addUnion(code, { ...type, schema }, site);
      break;
    case "enum":
      addEnum(code, { ...type, schema });
      break;
    case "list":
    case "map":
      code.blank().doc(docOf(schema) ?? `${name} is a ${schema.kind} of the contract.`);
      code.line(part`type ${name} ${bareExpression(schema, site)}`);
      break;
    default: {
      const type = site.circles.has(key) ? bareExpression(schema, site) : typeExpression(schema, site);
      code.blank().doc(docOf(schema) ?? `${name} is a value of the contract.`);
      code.line(part`type ${name} = ${type}`);
    }
  }
}

/** Prints what stands for a member that a file's interfaces do not know; nothing if none of the files names it. */
export function printUnknown(files: readonly PrintedFile[], packageName: string): readonly PrintedFile[] {
  if (!files.some(({ text }) => text.includes("&UnknownMember{"))) {
    return [];
  }
  const code = new Code(goSyntax);
  code.doc("UnknownMember is what this version of the package does not know, as it came.");
  code.line(part`type UnknownMember struct{ ${runtimeSymbol("Unknown")} }`);
  return [printFile(packageName, "types_unknown", code)];
}
