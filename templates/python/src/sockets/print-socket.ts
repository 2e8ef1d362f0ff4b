import type { JsonObject } from "@parlance/contract";
import {
  type Code,
  joined,
  type NamedSocket,
  type NamedSocketMessage,
  part,
  type Part,
  type PrintedFile,
  socketCodec,
  socketDescriptor,
  socketDoc,
  type Types,
} from "@parlance/generator";
import { addClass } from "../code/add-class.js";
import { literal, scalar } from "../code/literal.js";
import { printModule } from "../code/print-module.js";
import { runtimeType, runtimeValue, socketsModule } from "../code/runtime.js";
import { object } from "../operations/operation-text.js";
import { classIn, type Mode, modes } from "../resources/print-method.js";
import { addSending, type Sending } from "./add-sending.js";

/** A socket while it is printed. */
interface Site {
  readonly named: NamedSocket;
  readonly descriptor: JsonObject;
  /** The type of a message's payload. */
  readonly payload: (message: NamedSocketMessage) => Part;
}

/** Prints a socket: its descriptor, the union of what comes, and the classes that say what may be sent. */
export function printSocket(named: NamedSocket, types: Types, root: string): PrintedFile {
  const descriptor = socketDescriptor(named, types);
  const payload = ({ message, type }: NamedSocketMessage): Part => {
    const codec = socketCodec(message);
    return codec === undefined ? payloadType(type, types, root) : codecTypes[codec];
  };
  const site: Site = { named, descriptor, payload };
  return printModule(`${root}.sockets.${named.file}`, `The socket \`${named.name}\`.`, (code) => {
    const { types: own, constant } = named;
    [own.receives, constant, ...modes.map((mode) => classIn(mode, own.socket))].forEach((each) => code.declare(each));
    addReceives(code, site);
    addSetup(code, site);
    modes.forEach((mode) => addSocket(code, site, mode));
  });
}

const codecTypes = { text: "str", bytes: "bytes" } as const;

function payloadType(type: string | undefined, types: Types, root: string): Part {
  const name = type === undefined ? undefined : types.get(type)?.name;
  return name === undefined ? "object" : { name, from: `${root}.types` };
}

function addReceives(code: Code, { named: { name, types, receives }, payload }: Site): void {
  const known = receives.map((each) => receivedType(each.name, payload(each)));
  const members = [...known, runtimeValue("UnknownMessage", socketsModule)];
  code.block(part`${types.receives}: ${{ name: "TypeAlias", from: "typing" }} = (`, ")", () =>
    members.forEach((each, index) => code.line(index === 0 ? each : part`| ${each}`)),
  );
  code.doc(`What may come over \`${name}\`; \`name\` tells which it is.`).blank();
}

function receivedType(name: string, payload: Part): Part {
  const received = runtimeValue("ReceivedMessage", socketsModule);
  return part`${received}[${{ name: "Literal", from: "typing" }}[${scalar(name)}], ${payload}]`;
}

function addSetup(code: Code, { named: { constant, receives }, descriptor, payload }: Site): void {
  code.block(part`${constant} = ${runtimeValue("SocketSetup", socketsModule)}(`, ")", () => {
    code.line(`${literal(descriptor)},`);
    const typed = receives.filter((each) => typeof payload(each) !== "string");
    code.block("{", "},", () => typed.forEach((each) => code.line(part`${scalar(each.name)}: ${payload(each)},`)));
  });
}

function addSocket(code: Code, { named, payload }: Site, mode: Mode): void {
  const { constant, types, sends, requests, receives, extensions } = named;
  const base = part`${runtimeValue(classIn(mode, "SocketBase"), socketsModule)}[${types.receives}]`;
  const payloads = new Map([...sends, ...receives].map((each) => [each.name, payload(each)]));
  const typeOf = (name: string): Part => payloads.get(name) ?? "object";
  const messages = sends.map(({ name }): Sending => ({ name, payload: typeOf(name), answer: "None" }));
  const asked = requests.map(({ message, replies }): Sending => {
    const answer = joined(
      replies.map((each) => receivedType(each, typeOf(each))),
      " | ",
    );
    return { name: message, payload: typeOf(message), answer };
  });
  addClass(code, { name: classIn(mode, types.socket), base, doc: socketDoc(named) }, () => {
    code.blank().line(`setup = ${constant}`);
    addSending(code, { method: "send", doc: sendDoc, mode, sendings: messages });
    addSending(code, { method: "request", doc: requestDoc, mode, sendings: asked });
    const { subscribe } = object(extensions["x-parlance-subscription"] ?? {});
    if (typeof subscribe === "string") {
      addSubscribe(code, typeOf(subscribe), types.receives, mode);
    }
  });
}

function addSubscribe(code: Code, payload: Part, receives: string, mode: Mode): void {
  const unpack = { name: "Unpack", from: "typing_extensions", typeOnly: true } as const;
  const options = part`${unpack}[${runtimeType("ReadOptions", socketsModule)}]`;
  const answer = part`${runtimeType(classIn(mode, "SocketSubscription"), socketsModule)}[${receives}]`;
  code.blank().line(part`def subscribe(self, payload: ${payload}, **options: ${options}) -> ${answer}:`);
  code.indented(() => {
    code.doc("Subscribes, and reads what comes for the payload's key. It is asked for again after every opening.");
    code.line("return self._subscribe(payload, options)");
  });
}

const sendDoc = `Sends a message, and returns when it has left, or was acknowledged where the document has that.

While there is no connection, it waits, at most \`timeout\` seconds. Raises a \`RealtimeError\`: \`queue_full\`,
\`timeout\`, \`closed\` or what ended the socket.`;

const requestDoc = `Sends a message, and returns its answer.

Raises a \`RealtimeError\`: \`timeout\` after \`timeout\` seconds, 10 unless given, and \`outcome_unknown\` if the
connection was lost in between: repeat it if that does no harm.`;
