import type { JsonObject, Message } from "@parlance/contract";
import type { NamedSocket, NamedSocketMessage } from "../naming/sockets/named-socket.js";
import type { Types } from "../naming/named-contract.js";
import type { Schemas } from "../schemas/schemas.js";
import { serverDescriptor } from "./server-descriptor.js";
import { idTypeAt } from "./sockets/id-type-at.js";
import { printRecognition, recognitionsOf, weightOf } from "./sockets/recognition.js";
import { socketCodec } from "./sockets/socket-codec.js";
import { socketExtensions } from "./sockets/socket-extensions.js";

/**
 * A socket as the plain constant that runtimes read: where it is, by which rules messages that come are told (the first that
 * holds), what may be sent and how that is answered, and what the extensions of its channels switch on.
 */
export function socketDescriptor(socket: NamedSocket, types: Types): JsonObject {
  const { name, channels, server, parameters, receives, sends } = socket;
  return {
    id: name,
    ...(server === undefined ? {} : { server: serverDescriptor(server) }),
    address: addressOf(socket, channels[0].address ?? ""),
    ...(parameters.length > 0 ? { parameters: parameters.map(printParameter) } : {}),
    receives: receives
      .flatMap((each) => rulesOf(each, types))
      .toSorted((a, b) => b.weight - a.weight)
      .map(({ rule }) => rule),
    sends: Object.fromEntries(sends.map((each) => [each.name, printSend(each, socket, types)])),
    ...socketExtensions(socket, types),
  };
}

function addressOf({ parameters }: NamedSocket, address: string): string {
  const keys = new Map(parameters.filter((each) => each.in === "path").map(({ name, key }) => [name, key]));
  return address.replaceAll(/\{([^{}]+)\}/gu, (written, name: string) => `{${keys.get(name) ?? written}}`);
}

function printParameter({
  key,
  name,
  in: place,
  required,
  default: value,
}: NamedSocket["parameters"][number]): JsonObject {
  return {
    key,
    ...(name === key ? {} : { name }),
    in: place,
    ...(required ? { required } : {}),
    ...(value === undefined ? {} : { default: value }),
  };
}

function rulesOf(
  { name, message }: NamedSocketMessage,
  schemas: Schemas,
): readonly { rule: JsonObject; weight: number }[] {
  const codec = socketCodec(message);
  if (codec !== undefined) {
    return [{ rule: { name, codec }, weight: 0 }];
  }
  const rules = recognitionsOf(message.payload, schemas).map((each) => ({
    rule: { name, ...printRecognition(each) },
    weight: weightOf(each),
  }));
  return [...new Map(rules.map((each) => [JSON.stringify(each.rule), each])).values()];
}

function printSend(
  { name, message }: NamedSocketMessage,
  { requests, receives }: NamedSocket,
  schemas: Schemas,
): JsonObject {
  const codec = socketCodec(message);
  const replies = requests.find((each) => each.message === name)?.replies;
  const pointer = correlationPointer(message);
  const answers = Object.fromEntries(
    receives.flatMap((each) => {
      const at = replies?.includes(each.name) === true ? correlationPointer(each.message) : undefined;
      return at === undefined ? [] : [[each.name, at]];
    }),
  );
  return {
    ...(codec === undefined ? {} : { codec }),
    ...(replies === undefined ? {} : { replies }),
    ...(pointer === undefined || Object.keys(answers).length === 0
      ? {}
      : { correlation: { pointer, type: idTypeAt(message, pointer, schemas), answers } }),
  };
}

/** Where in the payload the correlation id stands. Headers do not travel over a WebSocket. */
function correlationPointer({ correlation }: Message): string | undefined {
  return /^\$message\.payload#(\/.+)$/u.exec(correlation ?? "")?.[1];
}
