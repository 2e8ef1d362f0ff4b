import type { Json, JsonObject } from "@parlance/contract";
import {
  Code,
  type NamedSocket,
  type NamedSocketParameter,
  part,
  type Part,
  type PrintedFile,
  socketDescriptor,
  socketDoc,
} from "@parlance/generator";
import { addAligned } from "../code/aligned.js";
import { quote } from "../code/literal.js";
import { printFile } from "../code/print-file.js";
import { socketsCodegenSymbol, socketsSymbol, standardSymbol } from "../code/runtime.js";
import { goSyntax } from "../code/syntax.js";
import { docOf } from "../types/schema-doc.js";
import { addSealed, addUnknown, listed } from "../types/sealed.js";
import type { TypeSite } from "../types/type-expression.js";
import type { SentMessage, SocketMessages } from "./socket-messages.js";

/** Prints a socket: its parameters, its type with a method for each message that may be sent, and its descriptor. */
export function printSocket(
  named: NamedSocket,
  messages: SocketMessages,
  { site, packageName }: { readonly site: TypeSite; readonly packageName: string },
): PrintedFile {
  const { name, types, constant, file, extensions } = named;
  const { held, receives, sends } = messages;
  const code = new Code(goSyntax);
  if (named.parameters.length > 0) {
    code.doc(`${types.parameters} fills the address of ${name}, its query and its headers.`);
    code.block(`type ${types.parameters} struct {`, "}", () => addAligned(code, named.parameters.map(fieldOf)));
  }
  if (held.members.length > 0) {
    const members = [...held.members, "UnknownMember"];
    const doc = `${types.receives} is the payload of a message that comes over ${name}: ${listed(members)}.`;
    addSealed(code, { name: types.receives, members, doc });
  }
  code.blank().doc([`${types.socket} is the socket ${name}.`, socketDoc(named)].join("\n\n"));
  code.block(`type ${types.socket} struct {`, "}", () => code.line(part`*${socketsSymbol("Socket")}[${held.type}]`));
  const { subscribe } = (extensions["x-parlance-subscription"] ?? {}) as JsonObject;
  for (const message of sends) {
    addSend(code, message, types.socket, held.type);
    if (message.name === subscribe) {
      addSubscribe(code, message, types.socket, held.type);
    }
  }
  code.blank().block(part`var ${constant} = ${socketsSymbol("Descriptor")}[${held.type}]{`, "}", () => {
    code.line(`JSON: \`${rawText(socketDescriptor(named, site.types))}\`,`);
    if (receives.length > 0) {
      code.block(part`Payloads: map[string]${socketsSymbol("Decoder")}[${held.type}]{`, "},", () => {
        addAligned(
          code,
          receives.map((each) => ({ cells: [`${quote(each.name)}:`, part`${each.decoder},`] })),
        );
      });
    }
    addUnknown(code, held.type);
  });
  return printFile(packageName, `socket_${file}`, code);
}

const types = { string: "string", number: "float64", integer: "int64", boolean: "bool", list: "[]string" } as const;

function fieldOf({ key, type, values, required, description }: NamedSocketParameter) {
  const among = values === undefined ? undefined : `One of ${values.map((each) => JSON.stringify(each)).join(", ")}.`;
  return {
    doc: [description, among, required ? "Required." : undefined].filter(Boolean).join("\n\n"),
    cells: [key, `${required || type === "list" ? "" : "*"}${types[type]}`],
  };
}

/** Adds the method that sends a message, and the one that waits for its answer if it has one. */
function addSend(
  code: Code,
  { name, message, methods, payload, reply }: SentMessage,
  socket: string,
  held: string,
): void {
  const docs = docOf(message);
  const args = part`ctx ${standardSymbol("context", "Context")}, payload ${payload}, options ...${socketsSymbol("SendOption")}`;
  code.blank().doc([`${methods.send} sends ${name}.`, docs].filter(Boolean).join("\n\n"));
  code.block(part`func (s *${socket}) ${methods.send}(${args}) error {`, "}", () => {
    code.line(`return s.Socket.Send(ctx, ${quote(name)}, payload, options...)`);
  });
  if (reply === undefined) {
    return;
  }
  const request = `s.Socket.Request(ctx, ${quote(name)}, payload, options...)`;
  const result: Part = reply === "message" ? part`${socketsSymbol("Message")}[${held}]` : reply;
  code.blank().doc([`${methods.request} sends ${name} and returns its answer.`, docs].filter(Boolean).join("\n\n"));
  code.block(part`func (s *${socket}) ${methods.request}(${args}) (${result}, error) {`, "}", () => {
    code.line(
      reply === "message" ? `return ${request}` : part`return ${socketsCodegenSymbol("Reply")}[${reply}](${request})`,
    );
  });
}

function addSubscribe(code: Code, { payload }: SentMessage, socket: string, held: string): void {
  const args = part`ctx ${standardSymbol("context", "Context")}, payload ${payload}, options ...${socketsSymbol("ReadOption")}`;
  const result = part`${standardSymbol("iter", "Seq2")}[${socketsSymbol("Message")}[${held}], error]`;
  code
    .blank()
    .doc("Subscribe iterates what comes for the key of the payload. It is asked for again after every opening.");
  code.block(part`func (s *${socket}) Subscribe(${args}) ${result} {`, "}", () => {
    code.line("return s.Socket.Subscribe(ctx, payload, options...)");
  });
}

/** JSON that stands in a raw literal, with what Go would not take there escaped. */
function rawText(value: JsonObject): string {
  return jsonText(value, "").replaceAll(/[`\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** JSON with a line for each member, and for each that is long further ones. */
function jsonText(value: Json, indent: string): string {
  const plain = JSON.stringify(value);
  if ((indent !== "" && plain.length <= 120) || typeof value !== "object" || value === null) {
    return plain;
  }
  const further = `${indent}\t`;
  const lines = Array.isArray(value)
    ? value.map((each: Json) => jsonText(each, further))
    : Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${jsonText(each, further)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.map((each) => `${further}${each}`).join(",\n")}\n${indent}${close}`;
}
