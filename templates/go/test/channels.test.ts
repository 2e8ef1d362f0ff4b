import { expect, test } from "vitest";
import { print, textOf } from "./generate.js";
import { haveGo, Workspace } from "./go.js";

const document = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
servers: { socket: { host: acme.example, protocol: wss } }
channels:
  socket: { address: /v1/socket, x-subprotocols: [parlance.v1.json] }
  orders:
    address: "orders:{region}"
    x-parlance-channel: { publish: false }
    parameters: { region: {} }
    messages:
      paid: { payload: { $ref: "#/components/schemas/Paid" } }
      shipped: { payload: { $ref: "#/components/schemas/Shipped" } }
  chat:
    address: "chat:{room}"
    x-parlance-channel: {}
    parameters: { room: {} }
    messages: { said: { payload: {} } }
  room:
    address: room
    x-parlance-channel: {}
    messages:
      paid: { payload: { $ref: "#/components/schemas/Paid" } }
      any: { payload: {} }
  closing:
    address: closing
    x-parlance-channel: {}
    messages: { paid: { payload: { $ref: "#/components/schemas/Paid" } } }
components:
  schemas:
    Paid: { type: object, required: [type], properties: { type: { const: order.paid }, cents: { type: integer } } }
    Shipped: { type: object, required: [type], properties: { type: { const: order.shipped } } }
`;

test("a channel gives the data of its events: one struct, an interface of several, or JSON", async () => {
  const text = textOf(await print(document), "realtime.go");
  expect(text).toContain(
    "Orders(region string, options ...realtime.ChannelOption) (*realtime.ReadOnlyChannel[OrdersEvents], error) {",
  );
  expect(text).toContain("type OrdersEvents interface{ isOrdersEvents() }\n\nfunc (*Paid) isOrdersEvents() {}");
  expect(text).toContain("(*realtime.Channel[*Paid], error) {");
  expect(text).toContain(
    "Chat(room string, options ...realtime.ChannelOption) (*realtime.Channel[json.RawMessage], error) {",
  );
});

test("where publishers bring events of their own, those of the contract keep their types", async () => {
  const printed = await print(document);
  const text = textOf(printed, "realtime.go");
  expect(text).toContain("Room(options ...realtime.ChannelOption) (*realtime.Channel[RoomEvents], error) {");
  expect(text).toContain("func (*UnknownMember) isRoomEvents() {}");
  expect(text).toContain(`	Events: map[string]realtime.EventDecoder[RoomEvents]{
		"order.paid": codegen.Decode[RoomEvents, Paid],
	},
	Unknown: func(kept runtime.Unknown) RoomEvents {
		return &UnknownMember{kept}
	},`);
  expect(textOf(printed, "types_unknown.go")).toContain("type UnknownMember struct{ runtime.Unknown }");
});

test.skipIf(!haveGo)(
  "the channels compile",
  async () => {
    using workspace = new Workspace();
    workspace.add("sdk", (await print(document)).files);
    expect(workspace.unformatted()).toEqual([]);
    expect(workspace.vet()).toEqual([]);
  },
  120_000,
);
