import type { Json, JsonObject } from "@parlance/contract";
import { type Code, part, type Part } from "@parlance/generator";
import { addAligned } from "../code/aligned.js";
import { quote } from "../code/literal.js";
import { codegenSymbol } from "../code/runtime.js";

/** The members of descriptors as Go calls them; the types of those that are structs, or lists or maps of them. */
const members: Readonly<Record<string, { readonly name: string; readonly type?: Part }>> = {
  id: { name: "ID" },
  json: { name: "JSON" },
  parameters: { name: "Parameters", type: part`[]${codegenSymbol("Parameter")}` },
  bodies: { name: "Bodies", type: part`[]${codegenSymbol("Body")}` },
  encodings: { name: "Encodings", type: part`map[string]${codegenSymbol("Encoding")}` },
  headers: { name: "Headers", type: part`[]${codegenSymbol("Header")}` },
  pagination: { name: "Pagination", type: part`&${codegenSymbol("Pagination")}` },
  security: { name: "Security", type: "[][]string" },
};

/** Adds `name: codegen.Operation{…}` as a variable; lists of structs have an element a line. */
export function addDescriptor(code: Code, name: string, descriptor: JsonObject): void {
  code.block(part`var ${name} = ${codegenSymbol("Operation")}{`, "}", () => {
    addAligned(
      code,
      Object.entries(descriptor).map(([key, value]) => ({
        cells: [`${memberName(key)}:`, part`${valueText(key, value)},`],
      })),
    );
  });
}

function memberName(key: string): string {
  return members[key]?.name ?? key.charAt(0).toUpperCase() + key.slice(1);
}

function valueText(key: string, value: Json): Part {
  const type = members[key]?.type;
  if (key === "security" && Array.isArray(value)) {
    const lists = value.map((each: Json) => `{${(each as readonly string[]).map(quote).join(", ")}}`);
    return `[][]string{${lists.join(", ")}}`;
  }
  if (Array.isArray(value)) {
    const lines = value.map((each: Json) => part`\t${structText(each as JsonObject)},\n`);
    return part`${type ?? ""}{\n${lines}}`;
  }
  if (key === "encodings") {
    const entries = Object.entries(value as JsonObject).map(
      ([property, each]) => part`${quote(property)}: ${structText(each as JsonObject)}`,
    );
    return part`${type ?? ""}{${entries.map((each, index) => (index === 0 ? each : [", ", each]))}}`;
  }
  if (key === "explode") {
    return codegenSymbol(value === true ? "Yes" : "No");
  }
  if (typeof value === "object" && value !== null) {
    return part`${type ?? ""}${structText(value as JsonObject)}`;
  }
  return typeof value === "string" ? quote(value) : String(value);
}

/** The members of a struct on one line. */
function structText(value: JsonObject): Part {
  const texts = Object.entries(value).map(([key, each]) => part`${memberName(key)}: ${valueText(key, each)}`);
  return part`{${texts.map((each, index) => (index === 0 ? each : [", ", each]))}}`;
}
