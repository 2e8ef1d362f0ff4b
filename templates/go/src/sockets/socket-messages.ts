import {
  type NamedSentMessage,
  type NamedSocket,
  type NamedSocketMessage,
  part,
  type Part,
  socketCodec,
} from "@parlance/generator";
import { socketsCodegenSymbol } from "../code/runtime.js";
import { type Held, heldBy, refTo, structName } from "../types/sealed.js";
import { bareExpression, isNullable, typeExpression, type TypeSite } from "../types/type-expression.js";

/** What goes which way over a socket, in Go's types. */
export interface SocketMessages {
  /** What holds the payload of whatever comes. */
  readonly held: Held;
  readonly receives: readonly { readonly name: string; readonly decoder: Part }[];
  readonly sends: readonly SentMessage[];
}

/** A message that may be sent, and the type of its answer if one struct alone answers it; undefined: it is no request. */
export interface SentMessage extends NamedSentMessage {
  readonly payload: Part;
  readonly reply?: Part | "message";
}

/** Reads from a socket what goes which way over it. */
export function socketMessages({ types, receives, sends, requests }: NamedSocket, site: TypeSite): SocketMessages {
  const schemas = receives.map((each) =>
    socketCodec(each.message) === undefined ? refTo(each.type, site) : undefined,
  );
  const held = heldBy(types.receives, schemas, site);
  const replyOf = ({ name }: NamedSentMessage): Pick<SentMessage, "reply"> => {
    const [only, ...others] = requests.find(({ message }) => message === name)?.replies ?? [];
    if (only === undefined) {
      return {};
    }
    const index = others.length === 0 ? receives.findIndex((each) => each.name === only) : -1;
    const schema = schemas[index];
    const struct = schema && !isNullable(schema, site) ? structName(schema, site) : undefined;
    return { reply: struct === undefined ? "message" : `*${struct}` };
  };
  return {
    held,
    receives: receives.map((each) => ({ name: each.name, decoder: decoderOf(each, held, site) })),
    sends: sends.map((each) => ({ ...each, payload: sentType(each, site), ...replyOf(each) })),
  };
}

function decoderOf({ message, type }: NamedSocketMessage, { type: held }: Held, site: TypeSite): Part {
  const codec = socketCodec(message);
  const schema = refTo(type, site);
  const read = schema === undefined ? "any" : bareExpression(schema, site);
  return codec === undefined
    ? part`${socketsCodegenSymbol("JSON")}[${held}, ${read}]`
    : part`${socketsCodegenSymbol(codec === "text" ? "Text" : "Bytes")}[${held}]`;
}

function sentType(message: NamedSocketMessage, site: TypeSite): Part {
  const codec = socketCodec(message.message);
  if (codec !== undefined) {
    return codec === "text" ? "string" : "[]byte";
  }
  const schema = refTo(message.type, site);
  return schema === undefined ? "any" : typeExpression(schema, site);
}
