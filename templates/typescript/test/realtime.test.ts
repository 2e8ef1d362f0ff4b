import { readFile } from "node:fs/promises";
import type { Printed } from "@parlance/generator";
import { expect, test } from "vitest";
import { typescript } from "../src/typescript.js";
import { compile, writeProject } from "./compile.js";
import { print } from "./generate.js";

/** The SDK of the scenario `events.md`. */
async function printEvents(): Promise<Printed> {
  const scenario = await readFile(new URL("scenarios/events.md", import.meta.url), "utf8");
  return print(typescript, scenario.split("```yaml asyncapi\n")[1]?.split("```")[0] ?? "");
}

/** What an application may write with it. */
const program = `
import { AcmeRealtime, type ChannelMessage, messages, type OrdersEvents } from "./src/realtime.gen.js";
import type { OrderCreated, OrderPaid, PaymentRefused } from "./src/index.js";

export function tell(message: ChannelMessage<OrdersEvents>): string {
  switch (message.event) {
    case "order.created": {
      const created: OrderCreated = message.data;
      return created.order;
    }
    case "order.paid": {
      const paid: OrderPaid | PaymentRefused = message.data;
      return "cents" in paid ? String(paid.cents) : paid.reason;
    }
    case "note":
      return message.data.text ?? message.channel;
  }
}

export async function use(realtime: AcmeRealtime): Promise<void> {
  const order = realtime.orders({ region: "eu", orderId: "o-1" });
  order.subscribe({ "order.created": (event, { offset }) => console.log(event.order, offset) });
  order.subscribe((message) => console.log(tell(message)), { onGap: ({ reason }) => console.log(reason) });
  for await (const item of messages(order)) {
    if (item.type === "gap") continue;
    tell(item);
  }
  // @ts-expect-error The address needs both.
  realtime.orders({ region: "eu" });
  // @ts-expect-error There is no such region.
  realtime.orders({ region: "mars", orderId: "o-1" });
  // @ts-expect-error There is no such event.
  order.subscribe({ "order.eaten": () => undefined });
  // @ts-expect-error The data is another.
  await order.publish("order.created", { type: "order.created" });

  const support = realtime.support<{ readonly chat: { readonly text: string } }>({ room: "desk" });
  support.subscribe({ chat: ({ text }) => console.log(text), "order.created": (event) => console.log(event.order) });
  await support.publish("chat", { text: "Hello" });
  await realtime.news().publish("anything", [1, 2]);
  await realtime.news<{ readonly rain: number }>().publish("rain", 7);
  await realtime.close();
}
`;

test("an application gets typed channels, handlers by event, and publishes", { timeout: 60_000 }, async () => {
  const { files } = await printEvents();
  const folder = await writeProject("realtime", [...files, { path: "program.ts", text: program }]);
  expect(await compile("realtime", [folder])).toBe("");
});

/** A channel on which the platform alone publishes. */
const readOnly = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
channels:
  stock:
    address: stock
    x-parlance-channel: { publish: false }
    messages:
      changed: { payload: { type: object, required: [type], properties: { type: { const: stock.changed } } } }
`;

const readOnlyProgram = `
import { AcmeRealtime, history, type ReadOnlyChannel, type StockEvents } from "./src/realtime.gen.js";

export async function use(realtime: AcmeRealtime): Promise<void> {
  const stock: ReadOnlyChannel<StockEvents> = realtime.stock();
  stock.subscribe({ "stock.changed": (event) => event.type satisfies "stock.changed" });
  for await (const message of history(stock)) console.log(message.offset);
  // @ts-expect-error The platform alone publishes here.
  await stock.publish("stock.changed", { type: "stock.changed" });
}
`;

test("a channel on which the platform alone publishes offers no publish", { timeout: 60_000 }, async () => {
  const { files } = await print(typescript, readOnly);
  const folder = await writeProject("realtime-read-only", [...files, { path: "program.ts", text: readOnlyProgram }]);
  expect(await compile("realtime-read-only", [folder])).toBe("");
});

test("the realtime half reaches neither REST nor schemas", async () => {
  const { files } = await printEvents();
  const realtime = files.filter(({ path }) => /^src\/(?:realtime.*|channels\/.*)\.gen\.ts$/u.test(path));
  const imports = realtime.flatMap(({ text }) =>
    [...text.matchAll(/^(?:import|export) (?!type\b).*? from "([^"]+)"/gmsu)].map((match) => match[1] ?? ""),
  );
  expect(realtime.length).toBe(5);
  expect(new Set(imports.filter((each) => !each.startsWith("./channels/")))).toEqual(
    new Set(["./realtime-client.gen.js", "@parlance/runtime/codegen/realtime/v1"]),
  );
});

test("the README shows it, and what it shows compiles", { timeout: 60_000 }, async () => {
  const { files } = await printEvents();
  const readme = files.find(({ path }) => path === "README.md")?.text ?? "";
  const block = readme.match(/## Events\n[\s\S]*?```ts\n([\s\S]*?)```/u)?.[1] ?? "";
  expect(block).toContain(`realtime.orders({ region: "eu", orderId: "o-1" })`);
  const text = block.replace(`"@acme/sdk/realtime"`, `"./src/realtime.gen.js"`);
  const folder = await writeProject("realtime-readme", [...files, { path: "program.ts", text }]);
  expect(await compile("realtime-readme", [folder])).toBe("");
});

/** Names that a language has its own ideas about, wherever a document can put them. */
const hostile = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
channels:
  constructor:
    address: "a/{__proto__}/{$$}/\\"\`\${x}"
    summary: No end */ here.
    x-parlance-channel: { scopes: [1, "a:b"] }
    parameters: { __proto__: {}, $$: { enum: ["a\\"b", c] } }
    messages:
      one: { payload: { type: object, required: [type], properties: { type: { const: __proto__ } } } }
      two: { payload: { type: object, required: [type], properties: { type: { enum: ["a\\"b", "*/"] } } } }
      Channel: { payload: { $ref: "#/components/schemas/Channel" } }
  on: { address: on, x-parlance-channel: {} }
  subscribe-options: { address: s, x-parlance-channel: {} }
components:
  schemas:
    Channel: { type: object, required: [type], properties: { type: { const: channel }, Realtime: { $ref: "#/components/schemas/Realtime" } } }
    Realtime: { type: object, properties: { a: { type: string } } }
    ConstructorEvents: { type: string }
`;

const hostileProgram = `
import { AcmeRealtime } from "./src/realtime.gen.js";

export function use(realtime: AcmeRealtime): void {
  const channel = realtime.constructorChannel({ __proto___: "p", $$: 'a"b' });
  channel.subscribe({
    ["__proto__"]: (event) => event.type satisfies "__proto__",
    'a"b': (event) => event.type satisfies string,
    "*/": () => undefined,
    channel: (event) => event.Realtime?.a satisfies string | undefined,
  });
  realtime.onChannel();
  realtime.subscribeOptions();
}
`;

test("names that the language would change reach the types as the wire has them", { timeout: 60_000 }, async () => {
  const { files, diagnostics } = await print(typescript, hostile);
  expect(diagnostics).toEqual([]);
  const folder = await writeProject("realtime-hostile", [...files, { path: "program.ts", text: hostileProgram }]);
  expect(await compile("realtime-hostile", [folder])).toBe("");
});
