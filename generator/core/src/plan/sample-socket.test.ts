import type { Channel, Message } from "@parlance/contract";
import { expect, test } from "vitest";
import { nameContract } from "../naming/name-contract.js";
import { contractWith, place } from "../testing/contracts.js";
import { snakeSpelling as spelling } from "../testing/spelling.js";
import { sampleSocket } from "./sample-socket.js";
import { socketDoc } from "./socket-doc.js";

const channel: Channel = {
  name: "feed",
  address: "/feed/{kind}",
  parameters: [{ name: "kind", values: ["news", "sport"], place }],
  messages: ["follow", "un-follow"],
  operations: [],
  servers: [],
  bindings: { ws: { query: { required: ["depth"], properties: { depth: { type: "integer" }, all: {} } } } },
  docs: { description: "What happens." },
  place,
};
const messages: readonly Message[] = channel.messages.map((name) => ({ name, contentType: "application/json", place }));

function name(channels: readonly Channel[]) {
  return nameContract(contractWith({ channels, messages }), spelling, { environmentPrefix: "ACME" }).named;
}

test("a README shows the first socket over which something comes, with what it must be given", () => {
  const silent = { ...channel, name: "silent", address: "/silent", messages: [] };
  const sample = sampleSocket(name([silent, channel]));
  expect(sample?.named.name).toBe("feed");
  expect(sample?.values.map(({ parameter, value }) => [parameter.key, value])).toEqual([
    ["kind", "news"],
    ["depth", 1],
  ]);
  expect(sampleSocket(name([]))).toBeUndefined();
});

test("messages that may be sent have methods of their own", () => {
  const [socket] = name([channel]).sockets.channels;
  expect(socket?.sends.map(({ methods }) => methods)).toEqual([
    { send: "send_follow", request: "request_follow" },
    { send: "send_un_follow", request: "request_un_follow" },
  ]);
});

test("a socket is described in the document's words, with its address", () => {
  const [socket] = name([channel]).sockets.channels;
  expect(socket && socketDoc(socket)).toBe("What happens.\n\n`/feed/{kind}`");
});

test("a language may name the client and the keys of parameters in a way of its own", () => {
  const { named } = nameContract(
    contractWith({ channels: [channel], messages }),
    {
      ...spelling,
      socketsClient: () => ["Sockets"],
      socketParameters: { letterCase: "pascal" },
    },
    { environmentPrefix: "ACME" },
  );
  expect(named.sockets.client).toBe("Sockets");
  expect(named.sockets.channels[0]?.parameters.map(({ key }) => key)).toEqual(["Kind", "Depth", "All"]);
});
