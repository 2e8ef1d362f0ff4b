import { fileURLToPath } from "node:url";
import type { PrintedFile } from "@parlance/generator";
import { expect, test } from "vitest";
import { python } from "../src/python.js";
import { openapi, options, print, read, textOf } from "./generate.js";
import { havePython, Project } from "./python.js";

const specs = ["../../../specs/openapi.yaml", "../../../specs/asyncapi.yaml"].map((each) =>
  fileURLToPath(new URL(each, import.meta.url)),
);

const acme = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
servers: { socket: { host: acme.example, protocol: wss } }
channels:
  socket: { address: /v1/socket, x-subprotocols: [parlance.v1.json] }
  orders:
    address: "orders:{region}:{orderId}"
    summary: The changes of one order.
    x-parlance-channel: { publish: false, scopes: ["orders:read"] }
    parameters:
      orderId: { description: Which order. }
      region: { enum: [eu, us] }
    messages:
      paid: { payload: { $ref: "#/components/schemas/Paid" } }
      shipped: { payload: { $ref: "#/components/schemas/Shipped" } }
  chat:
    address: "chat:{self}"
    x-parlance-channel: {}
    parameters: { self: {} }
    messages: { said: { payload: {} } }
  room:
    address: room
    x-parlance-channel: {}
    messages:
      paid: { payload: { $ref: "#/components/schemas/Paid" } }
      any: { payload: {} }
  close:
    address: closing
    x-parlance-channel: {}
    messages: { paid: { payload: { $ref: "#/components/schemas/Paid" } } }
components:
  schemas:
    Paid: { type: object, required: [type], properties: { type: { const: order.paid }, cents: { type: integer } } }
    Shipped: { type: object, required: [type], properties: { type: { const: order.shipped } } }
`;

test("a channel is a constant that knows the types of its events", async () => {
  const text = textOf(await print(acme), "src/acme_sdk/realtime/channels.py");
  expect(text).toContain(`OrdersEvents: TypeAlias = Paid | Shipped
"""The data of what happens on \`orders\`."""

orders_channel: ChannelDescriptor[OrdersEvents] = ChannelDescriptor(
    id="orders",
    address="orders:{region}:{order_id}",
    events={
        "order.paid": Paid,
        "order.shipped": Shipped,
    },
)`);
});

test("where publishers bring events of their own, those that are named have their types, and others are JSON", async () => {
  const text = textOf(await print(acme), "src/acme_sdk/realtime/channels.py");
  expect(text).toContain(`RoomEvents: TypeAlias = Paid | Json
"""The data of what happens on \`room\`."""

room_channel: ChannelDescriptor[RoomEvents] = ChannelDescriptor(
    id="room",
    address="room",
    events={
        "order.paid": Paid,
    },
    open=True,
)`);
});

test("a channel of which no event is named carries anything", async () => {
  const printed = await print(acme);
  expect(textOf(printed, "src/acme_sdk/realtime/channels.py")).toContain(
    `chat_channel: ChannelDescriptor[Any] = ChannelDescriptor(
    id="chat",`,
  );
  expect(textOf(printed, "src/acme_sdk/realtime/client.py")).toContain("    ) -> AsyncChannel[Any]:");
});

test("a channel is a method in the contract's words; where the platform alone publishes, it is read only", async () => {
  const text = textOf(await print(acme), "src/acme_sdk/realtime/client.py");
  expect(text).toContain(`    def orders(
        self,
        region: Literal["eu", "us"],
        order_id: str,
        *,
        authorize: AuthorizeCallback | None = None,
    ) -> ReadOnlyChannel[OrdersEvents]:
        """The changes of one order.

        \`orders:{region}:{orderId}\`, for holders of \`orders:read\`

        Args:
            order_id: Which order.
        """
        from acme_sdk.realtime import channels

        return self.channel(channels.orders_channel, {"region": region, "order_id": order_id}, authorize=authorize)`);
  expect(text).toContain(") -> AsyncReadOnlyChannel[OrdersEvents]:");
});

test("what happens on a channel can be named by who imports the realtime half", async () => {
  const text = textOf(await print(acme), "src/acme_sdk/realtime/__init__.py");
  expect(text).toContain('    "OrdersEvents": "acme_sdk.realtime.channels",');
  expect(text).not.toContain("ChatEvents");
});

test("the clients are set up by the contract", async () => {
  const text = textOf(await print(acme), "src/acme_sdk/realtime/client.py");
  expect(text).toContain(`setup = RealtimeSetup(
    product="acme-sdk/1.0.0",
    environment="ACME",
    path="/v1/socket",
    server=Server("wss://acme.example"),
)`);
  expect(text).toContain("class AcmeRealtime(SdkRealtime):");
  expect(text).toContain("class AsyncAcmeRealtime(AsyncSdkRealtime):");
});

test("names step aside for those that every client has", async () => {
  const text = textOf(await print(acme), "src/acme_sdk/realtime/client.py");
  expect(text).toContain("    def close_channel(");
  expect(text).toContain("        self_: str,");
  expect(text).toContain(`{"self_": self_}`);
});

test("without channels there is no realtime", async () => {
  const paths = `/x: { get: { operationId: x.get, responses: { "204": { description: done } } } }`;
  expect(realtimeOf((await print(openapi({ paths }))).files)).toEqual([]);
});

/** Names a module of realtime only if something of it was asked for. */
const imports = `
import sys
import acme_sdk
acme_sdk.Acme, acme_sdk.NotFoundError
early = [name for name in sys.modules if "realtime" in name or name == "websockets"]
from acme_sdk.realtime import AsyncAcmeRealtime, ChannelGap
loaded = [name for name in sys.modules if name in ("pydantic", "acme_sdk.realtime.channels")]
print(early, AsyncAcmeRealtime.__name__, ChannelGap.__name__, loaded)
`;

/** What a type checker must know of channels. */
const uses = `
from acme_sdk.realtime import AcmeRealtime
from acme_sdk.types import Paid

with AcmeRealtime() as realtime:
    for item in realtime.orders("eu", "o1").messages():
        if item.type == "message" and isinstance(item.data, Paid):
            print(item.data.cents)
    for item in realtime.room().messages():
        if item.type == "message" and isinstance(item.data, dict):
            print(item.data["text"])
        elif item.type == "message" and isinstance(item.data, Paid):
            print(item.data.cents)
    realtime.chat("lobby").publish("said", {"text": "Hello"})
    realtime.orders("eu", "o1").publish("order.paid")
    realtime.orders("asia", "o1")
`;

test.skipIf(!havePython)(
  "realtime is imported when it is first named, and pyright refuses what a channel does not take",
  async () => {
    using project = new Project();
    project.add((await print(acme)).files);
    expect(project.run(imports)).toBe("[] AsyncAcmeRealtime ChannelGap []\n");
    project.write("program.py", "");
    project.write("uses.py", uses);
    const complaints = project.typecheck();
    expect(new Set(complaints.map((each) => each.split(" ")[0]))).toEqual(new Set(["uses.py:15", "uses.py:16"]));
    expect(complaints.join("\n")).toMatch(/attribute "publish"(?:.|\n)*'asia'/u);
  },
  120_000,
);

test.skipIf(!havePython)(
  "pyright has no complaint about the platform's realtime half, strictly",
  async () => {
    using project = new Project();
    const { contract } = await read(...specs);
    if (contract === undefined) {
      throw new Error("The platform's documents cannot be read");
    }
    const { files } = await python.print(contract, options);
    project.add(files);
    expect(realtimeOf(files)).toHaveLength(3);
    expect(project.typecheck()).toEqual([]);
  },
  120_000,
);

function realtimeOf(files: readonly PrintedFile[]): readonly string[] {
  return files.map(({ path }) => path).filter((path) => path.includes("/realtime/"));
}
