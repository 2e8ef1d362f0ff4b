import { nameContract, type NamedContract } from "@parlance/generator";
import { expect, test } from "vitest";
import { contractOf, options } from "../../test/generate.js";
import { spelling } from "./spelling.js";

async function name(channels: string, components = ""): Promise<ReturnType<typeof nameContract>> {
  const head = "asyncapi: 3.0.0\ninfo: { title: Acme, version: 1.0.0 }\n";
  return nameContract(await contractOf(`${head}channels:\n${channels}\n${components}`), spelling, options);
}

const methods = ({ channels }: NamedContract): readonly string[] => channels.map(({ method }) => method);

test("methods and types are made of the document's keys", async () => {
  const { named, diagnostics } = await name("  chat_rooms: { address: 'chat:{room}', x-parlance-channel: {} }");
  const [channel] = named.channels;
  expect(diagnostics).toEqual([]);
  expect(named.realtime).toBe("AcmeRealtime");
  expect(channel).toMatchObject({
    file: "chat-rooms",
    method: "chatRooms",
    constant: "chatRoomsChannel",
    types: { events: "ChatRoomsEvents", parameters: "ChatRoomsParameters" },
  });
});

test("a chosen name replaces the key, and not the wire's name", async () => {
  const { named } = await name("  c1: { address: chat, x-parlance-channel: {}, x-parlance-name: chat }");
  expect(methods(named)).toEqual(["chat"]);
  expect(named.channels[0]?.channel).toMatchObject({ name: "c1", address: "chat" });
});

test("members of the realtime client, and types that others have, are stepped aside for", async () => {
  const { named } = await name(
    [
      "  close: { address: close, x-parlance-channel: {} }",
      "  news: { address: news, x-parlance-channel: {}, messages: { said: { payload: { $ref: '#/components/schemas/NewsEvents' } } } }",
    ].join("\n"),
    "components: { schemas: { NewsEvents: { type: object, required: [type], properties: { type: { const: said } } } } }",
  );
  expect(methods(named)).toEqual(["closeChannel", "news"]);
  expect(named.channels.map(({ types }) => types.events)).toEqual(["CloseEvents", "NewsChannelEvents"]);
});

test("two keys that are spelled alike are a clash", async () => {
  const { diagnostics } = await name(
    "  chat-room: { address: a, x-parlance-channel: {} }\n  chat_room: { address: b, x-parlance-channel: {} }",
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(["name-clash"]);
});

test("a channel whose address is known only at run time is left out", async () => {
  const { named } = await name(
    "  reply: { address: null, x-parlance-channel: {} }\n  a: { address: a, x-parlance-channel: {} }",
  );
  expect(methods(named)).toEqual(["a"]);
});

test("events are called by the constant `type` of their payload, by their message, or by their publishers", async () => {
  const { named } = await name(`  all:
    address: all
    x-parlance-channel: {}
    messages:
      tagged: { payload: { type: object, required: [type], properties: { type: { enum: [a.one, a.two] } } } }
      plain: { payload: { type: string } }
      free: { payload: {} }`);
  const [channel] = named.channels;
  expect(channel?.events.map(({ event }) => event)).toEqual(["plain", "a.one", "a.two"]);
  expect(channel?.open).toBe(true);
});

test("without the extension a channel is a socket of somebody else's", async () => {
  const { named, diagnostics } = await name("  orders: { address: orders }");
  expect([named.channels, diagnostics]).toEqual([[], []]);
  expect(named.sockets).toMatchObject({
    client: "AcmeSockets",
    channels: [{ method: "orders", constant: "ordersSocket" }],
  });
});
