import type { Json, JsonObject } from "@parlance/contract";
import type { NamedSocket, NamedSocketMessage } from "../../naming/sockets/named-socket.js";
import type { Schemas } from "../../schemas/schemas.js";
import { idTypeAt } from "./id-type-at.js";
import { recognitionsOf } from "./recognition.js";

/**
 * What the extensions of a socket's channels switch on, as its descriptor has it. A message that the runtime sends by itself comes
 * with the constants of its payload. The reader of documents has refused what is wrong, so nothing is checked here.
 */
export function socketExtensions({ extensions, sends }: NamedSocket, schemas: Schemas): JsonObject {
  const template = (name: Json | undefined): JsonObject => ({
    name: name ?? null,
    payload: constantsOf(
      sends.find((each) => each.name === name),
      schemas,
    ),
  });
  const idType = ({ messages, id }: JsonObject): Json => {
    const first = sends.find(({ name }) => Array.isArray(messages) && messages.includes(name));
    return first === undefined ? "string" : idTypeAt(first.message, String(id), schemas);
  };
  const read: Readonly<Record<string, (value: JsonObject) => Json>> = {
    heartbeat: ({ send, ...rest }) => ({ ...rest, ...(send === undefined ? {} : { message: template(send) }) }),
    token: ({ message, refresh, ...rest }) => ({
      ...rest,
      ...(message === undefined ? {} : { message: template(message) }),
      ...(refresh === undefined ? {} : { refresh: withTemplate(refresh, template) }),
    }),
    subscription: ({ unsubscribe, ...rest }) => ({
      ...rest,
      ...(unsubscribe === undefined ? {} : { unsubscribe: template(unsubscribe) }),
    }),
    resume: (value) => withTemplate(value, template),
    acknowledgement: ({ send, receive }) => ({
      ...(send === undefined ? {} : { send: { ...(send as JsonObject), type: idType(send as JsonObject) } }),
      ...(receive === undefined ? {} : { receive: withAnswer(receive, template) }),
    }),
    close: (value) => value,
  };
  return Object.fromEntries(
    Object.entries(read).flatMap(([name, print]) => {
      const value = extensions[`x-parlance-${name}`];
      return isObject(value) ? [[name, print(value)]] : [];
    }),
  );
}

function withTemplate(value: Json, template: (name: Json | undefined) => JsonObject): Json {
  const { message, ...rest } = value as JsonObject;
  return { ...rest, ...(message === undefined ? {} : { message: template(message) }) };
}

function withAnswer(value: Json, template: (name: Json | undefined) => JsonObject): Json {
  const { answer, ...rest } = value as JsonObject;
  return { ...rest, answer: template(answer) };
}

/** The least payload of a message: what its schema leaves no choice about. */
function constantsOf(named: NamedSocketMessage | undefined, schemas: Schemas): Json {
  const [rule] = recognitionsOf(named?.message.payload, schemas);
  const payload: Record<string, Json> = {};
  for (const [pointer, value] of Object.entries(rule?.is ?? {})) {
    if (pointer === "") {
      return value;
    }
    put(payload, pointer.slice(1).split("/"), value);
  }
  return payload;
}

function put(target: Record<string, Json>, [first = "", ...rest]: readonly string[], value: Json): void {
  const key = first.replaceAll("~1", "/").replaceAll("~0", "~");
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner: Record<string, Json> = {};
  target[key] = isObject(target[key]) ? Object.assign(inner, target[key]) : inner;
  put(inner, rest, value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
