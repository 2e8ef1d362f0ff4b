import type { JsonObject } from "@parlance/contract";
import { type Code, type ImportedSymbol, part, type Part } from "@parlance/generator";
import { literal, scalar } from "../code/literal.js";
import { call, object } from "../operations/operation-text.js";

/** Adds the constant `setup`: what the contract says about all operations, or about all channels. */
export function addSetup(code: Code, type: ImportedSymbol, descriptor: JsonObject): void {
  const { server, security, applicationTokens, ...rest } = descriptor;
  code.declare("setup").block(part`setup = ${type}(`, ")", () => {
    Object.entries(rest).forEach(([key, value]) => code.line(`${key}=${literal(value)},`));
    if (server !== undefined) {
      const args = Object.values(object(server)).map(literal);
      code.line(part`server=${call("Server", args, type.from)},`);
    }
    if (applicationTokens === true) {
      code.line("application_tokens=True,");
    }
    if (security !== undefined) {
      code.block("security={", "},", () => {
        Object.entries(object(security)).forEach(([name, scheme]) =>
          code.line(part`${scalar(name)}: ${schemeText(object(scheme))},`),
        );
      });
    }
  });
}

function schemeText({ type, in: place, name }: JsonObject): Part {
  return type === "apiKey"
    ? call("ApiKey", [literal(place ?? ""), literal(name ?? "")])
    : call(type === "basic" ? "Basic" : "Bearer", []);
}
