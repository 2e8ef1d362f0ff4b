import {
  Code,
  type NamedSocket,
  type NamedSocketMessage,
  type NamedSocketParameter,
  part,
  type Part,
  type PrintedFile,
  socketDescriptor,
  socketDoc,
  type Types,
} from "@parlance/generator";
import { header } from "../code/header.js";
import { literal, propertyKey } from "../code/literal.js";
import { socketsType } from "../code/runtime.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";

/** Prints a socket: the types of its parameters and messages, and its descriptor, a constant that a bundle drops if unused. */
export function printSocket(named: NamedSocket, types: Types): PrintedFile {
  const { name, types: own, receives, sends, constant } = named;
  const code = new Code(typescriptSyntax);
  addParameters(code, named);
  code.doc(`What may come over \`${name}\`, by message.`);
  addMessages(code, own.receives, receives, types);
  code.doc(`What may be sent over \`${name}\`, by message.`);
  addMessages(code, own.sends, sends, types);
  addReplies(code, named);
  addShape(code, named);
  code.doc(socketDoc(named));
  const type = part`${socketsType("SocketDescriptor")}`;
  code.line(part`export const ${constant}: ${type} = ${literal(socketDescriptor(named, types), 120)};`);
  return { path: `src/sockets/${named.file}.gen.ts`, text: code.print([header]) };
}

function addParameters(code: Code, { name, parameters, types }: NamedSocket): void {
  if (parameters.length === 0) {
    return;
  }
  code.doc(`What fills the address of \`${name}\`, its query and its headers.`);
  code.block(`export type ${types.parameters} = {`, "};", () => {
    for (const { key, required, description, ...parameter } of parameters) {
      code.doc(description ?? "");
      code.line(`readonly ${propertyKey(key)}${required ? "" : "?"}: ${valueType(parameter)};`);
    }
  });
  code.blank();
}

const valueTypes = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  list: "readonly (string | number | boolean)[]",
} as const;

function valueType({ type, values }: Pick<NamedSocketParameter, "type" | "values">): string {
  return values === undefined ? valueTypes[type] : values.map((each) => literal(each)).join(" | ");
}

function addMessages(code: Code, name: string, messages: readonly NamedSocketMessage[], types: Types): void {
  code.block(`export type ${name} = {`, "};", () => {
    for (const {
      name: message,
      message: { docs },
      type,
    } of messages) {
      code.doc([docs?.summary, docs?.description].filter(Boolean).join("\n\n"));
      code.line(part`readonly ${propertyKey(message)}: ${payloadType(type, types)};`);
    }
  });
  code.blank();
}

function payloadType(type: string | undefined, types: Types): Part {
  const name = type === undefined ? undefined : types.get(type)?.name;
  return name === undefined ? "unknown" : { name, from: "../types.gen.js", typeOnly: true };
}

function addReplies(code: Code, { name, requests, types }: NamedSocket): void {
  code.doc(`Which messages answer which request over \`${name}\`.`);
  code.block(`export type ${types.replies} = {`, "};", () => {
    for (const { message, replies } of requests) {
      code.line(`readonly ${propertyKey(message)}: ${replies.map((each) => literal(each)).join(" | ")};`);
    }
  });
  code.blank();
}

function addShape(code: Code, { name, types, extensions }: NamedSocket): void {
  const subscription = extensions["x-parlance-subscription"];
  const subscribe =
    typeof subscription === "object" &&
    subscription !== null &&
    "subscribe" in subscription &&
    subscription["subscribe"];
  code.doc(`All of \`${name}\` in one.`);
  code.block(`export type ${types.shape} = {`, "};", () => {
    code.line(`readonly receives: ${types.receives};`);
    code.line(`readonly sends: ${types.sends};`);
    code.line(`readonly replies: ${types.replies};`);
    code.line(`readonly subscribes: ${typeof subscribe === "string" ? literal(subscribe) : "never"};`);
  });
  code.blank();
}
