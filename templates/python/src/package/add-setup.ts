import type { Json, JsonObject } from "@parlance/contract";
import { type Code, type ImportedSymbol, part, type Part } from "@parlance/generator";
import { literal, scalar } from "../code/literal.js";
import { runtimeValue } from "../code/runtime.js";

/** Adds the constant `setup`: what the contract says about all operations, or about all channels. */
export function addSetup(code: Code, type: ImportedSymbol, descriptor: JsonObject): void {
  code.declare("setup").block(part`setup = ${type}(`, ")", () => {
    for (const [key, value] of Object.entries(descriptor)) {
      if (key === "security") {
        const schemes = Object.entries(value as JsonObject);
        code.block("security={", "},", () => {
          schemes.forEach(([name, scheme]) => code.line(part`${scalar(name)}: ${schemeText(scheme as JsonObject)},`));
        });
      } else {
        code.line(part`${key}=${key === "server" ? serverText(value as JsonObject, type.from) : literal(value)},`);
      }
    }
  });
}

function serverText({ url, variables }: JsonObject, from: string): Part {
  const args: readonly (Json | undefined)[] = [url, variables];
  const given = args.flatMap((each) => (each === undefined ? [] : literal(each)));
  return part`${runtimeValue("Server", from)}(${given.join(", ")})`;
}

function schemeText({ type, in: place, name }: JsonObject): Part {
  return type === "apiKey"
    ? part`${runtimeValue("ApiKey")}(${literal(place ?? "")}, ${literal(name ?? "")})`
    : part`${runtimeValue(type === "basic" ? "Basic" : "Bearer")}()`;
}
