import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { print, textOf } from "./generate.js";
import { havePython, Project } from "./python.js";

const market = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
servers: { main: { host: acme.example, pathname: /v1, protocol: wss } }
channels:
  market:
    address: /market/{symbol}
    summary: What is traded.
    parameters: { symbol: { enum: [btcusd, ethusd], description: Which pair. } }
    bindings: { ws: { query: { type: object, properties: { top_of_book: { type: boolean } } } } }
    x-parlance-subscription: { subscribe: ask, key: /id, of: /id }
    messages:
      tick: { payload: { type: object, required: [type, price], properties: { type: { const: tick }, price: { type: number } } } }
      ping: { payload: { type: object, required: [event], properties: { event: { const: ping }, id: { type: integer } } }, correlationId: { location: $message.payload#/id } }
      pong: { payload: { type: object, required: [event], properties: { event: { const: pong }, id: { type: integer } } }, correlationId: { location: $message.payload#/id } }
      ask: { payload: { type: object, required: [op, id], properties: { op: { const: ask }, id: { type: string } } } }
  plain: { address: /plain, messages: { said: { contentType: text/plain, payload: { type: string } }, image: { contentType: image/png, payload: { type: string } } } }
operations:
  onTick: { action: receive, channel: { $ref: '#/channels/market' }, messages: [{ $ref: '#/channels/market/messages/tick' }] }
  ask: { action: send, channel: { $ref: '#/channels/market' }, messages: [{ $ref: '#/channels/market/messages/ask' }] }
  ping:
    action: send
    channel: { $ref: '#/channels/market' }
    messages: [{ $ref: '#/channels/market/messages/ping' }]
    reply: { channel: { $ref: '#/channels/market' }, messages: [{ $ref: '#/channels/market/messages/pong' }] }
`;

test("a socket is a constant, the union of what comes, and a class that says what is sent", async () => {
  const text = textOf(await print(market), "src/acme_sdk/sockets/market.py");
  expect(text).toContain(`MarketReceives: TypeAlias = (
    ReceivedMessage[Literal["ask"], AskPayload]
    | ReceivedMessage[Literal["ping"], PingPayload]
    | ReceivedMessage[Literal["pong"], PongPayload]
    | ReceivedMessage[Literal["tick"], TickPayload]
    | UnknownMessage
)`);
  expect(text).toContain(`class AsyncMarketSocket(AsyncSocketBase[MarketReceives]):
    """What is traded.

    \`/market/{symbol}\` of \`wss://acme.example/v1\`
    """

    setup = market_socket

    @overload
    async def send(self, name: Literal["ask"], payload: AskPayload, *, timeout: float | None = None) -> None: ...`);
  expect(text).toContain(
    "    def subscribe(self, payload: AskPayload, **options: Unpack[ReadOptions]) -> SocketSubscription[MarketReceives]:",
  );
});

test("a socket is a method of the clients, with the parameters of its address as arguments", async () => {
  const text = textOf(await print(market), "src/acme_sdk/sockets_client.py");
  expect(text).toContain(`    def market(
        self,
        symbol: Literal["btcusd", "ethusd"],
        *,
        top_of_book: bool | None = None,
        restore: Callable[[MarketSocket], object] | None = None,
        options: SocketsOptions | None = None,
    ) -> MarketSocket:
        """What is traded.

        \`/market/{symbol}\` of \`wss://acme.example/v1\`

        Args:
            symbol: Which pair.
        """
        return self._open(MarketSocket, MarketSocket.setup, {"symbol": symbol, "top_of_book": top_of_book}, restore, options)`);
});

test("nothing is said of sockets any more but that they are there", async () => {
  const { diagnostics, files } = await print(market);
  expect(diagnostics).toEqual([]);
  expect(files.filter(({ path }) => path.includes("/sockets")).map(({ path }) => path)).toEqual([
    "src/acme_sdk/sockets/__init__.py",
    "src/acme_sdk/sockets/market.py",
    "src/acme_sdk/sockets/plain.py",
    "src/acme_sdk/sockets_client.py",
  ]);
  const paths = (await print("openapi: 3.1.0\ninfo: { title: Acme, version: 1.0.0 }\npaths: {}")).files;
  expect(paths.filter(({ path }) => path.includes("sockets"))).toEqual([]);
});

const uses = `
from typing_extensions import assert_type

from acme_sdk.sockets import AsyncAcmeSockets, AsyncMarketSocket, HeartbeatOptions, UnknownMessage
from acme_sdk.types import AskPayload, PingPayload, PongPayload, TickPayload


async def log_in(socket: AsyncMarketSocket) -> None:
    await socket.send("ping", PingPayload(event="ping"))


async def use() -> None:
    async with AsyncAcmeSockets(heartbeat=HeartbeatOptions(interval=30, timeout=5)) as acme:
        market = acme.market("btcusd", top_of_book=True, restore=log_in, options={"headers": {"X-Client": "7"}})
        async for message in market.messages(buffer=10):
            if message.name == "tick":
                assert_type(message.payload, TickPayload)
            elif message.name == "unknown":
                assert_type(message, UnknownMessage)
        pong = await market.request("ping", PingPayload(event="ping", id=1))
        assert_type(pong.payload, PongPayload)
        async with market.subscribe(AskPayload(op="ask", id="x")) as answers:
            async for answer in answers:
                print(answer.name)
        plain = acme.plain()
        await plain.send("said", "hello")
        await plain.send("image", b"png")
        async for message in plain.messages():
            if message.name == "image":
                assert_type(message.payload, bytes)
`;

const misuses = `
from acme_sdk.sockets import AcmeSockets
from acme_sdk.types import PongPayload

with AcmeSockets() as acme:
    acme.market("doge")
    market = acme.market("btcusd")
    market.send("tick", PongPayload(event="pong"))
    market.send("ping", PongPayload(event="pong"))
    market.request("ask", PongPayload(event="pong"))
    acme.plain().request("said", "hello")
`;

test.skipIf(!havePython)(
  "an application gets typed addresses, messages, sends and requests, and an SDK is imported without its sockets",
  async () => {
    using project = new Project();
    project.add((await print(market)).files);
    const imports = `
import sys
import acme_sdk
acme_sdk.Acme, acme_sdk.NotFoundError
early = [name for name in sys.modules if "sockets" in name]
from acme_sdk.sockets import AcmeSockets, MarketReceives, MarketSocket, SocketToken
print(early, AcmeSockets.__name__, MarketSocket.__name__, SocketToken.__name__)
`;
    expect(project.run(imports)).toBe("[] AcmeSockets MarketSocket SocketToken\n");
    project.write("program.py", "");
    project.write("uses.py", uses);
    project.write("misuses.py", misuses);
    const complaints = project.typecheck();
    expect(complaints.filter((each) => !each.startsWith("misuses.py"))).toEqual([]);
    const lines = new Set(complaints.map((each) => each.split(" ")[0]));
    expect(lines).toEqual(new Set([6, 8, 9, 10, 11].map((line) => `misuses.py:${line}`)));
  },
  120_000,
);

test.skipIf(!havePython)(
  "the README shows them, and what it shows is as strict as everything else",
  async () => {
    using project = new Project();
    const { files } = await print(market);
    project.add(files);
    const readme = files.find(({ path }) => path === "README.md")?.text ?? "";
    const [, sockets = ""] = readme.split("## Sockets\n");
    expect(sockets).toContain('sockets.market("btcusd")');
    expect(readme).not.toContain("## Use");
    expect(sockets).toContain("`subscribe(payload)`");
    ["backoff=SocketBackoff(", "heartbeat=HeartbeatOptions(", "`restore_failed`", '`socket.on("error", …)`'].forEach(
      (each) => expect(sockets).toContain(each),
    );
    [...sockets.matchAll(/```python\n(.*?)```/gsu)].forEach(([, text = ""], index) =>
      project.write(`readme_${index}.py`, text),
    );
    expect(project.typecheck()).toEqual([]);
  },
  120_000,
);

/** Names that a language has its own ideas about, wherever a document can put them. */
const hostile = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
channels:
  class:
    address: "a/{self}/{options}/{class}/\\"\`\${x}"
    summary: No end """ here.
    messages:
      __init__: { payload: { type: object, properties: { "a/b": { const: "\\"\\"\\"" } } } }
      Socket: { payload: { $ref: "#/components/schemas/SocketBase" } }
  open: { address: open }
  init: { address: init }
  client: { address: client, messages: { "say \\"x\\"": { payload: { $ref: "#/components/schemas/List" } } } }
components:
  schemas:
    SocketBase: { type: object, required: [type], properties: { type: { const: "\${x}" } } }
    ClassSocket: { type: string }
    List: { anyOf: [{ type: array, items: { $ref: "#/components/schemas/List" } }, { type: integer }] }
`;

test.skipIf(!havePython)(
  "names that the language would change step aside",
  async () => {
    using project = new Project();
    project.add((await print(hostile)).files);
    const program = `
from acme_sdk.sockets import AcmeSockets
with AcmeSockets(url="ws://localhost") as acme:
    sockets = [acme.class_("s", "o", "c", "x"), acme.open_socket(), acme.init(), acme.client()]
print([each.state.status for each in sockets])
`;
    expect(project.run(program)).toBe("['closed', 'closed', 'closed', 'closed']\n");
    expect(project.typecheck()).toEqual([]);
  },
  120_000,
);

const live = readFileSync(new URL("sockets.py", import.meta.url), "utf8");

/** What a server of somebody else's says, with all that a document can add. */
const extended = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
channels:
  market:
    address: /market/{symbol}
    bindings: { ws: { query: { type: object, properties: { top_of_book: { type: boolean } } } } }
    x-parlance-token: { in: query, name: access }
    x-parlance-resume: { position: /seq, query: since }
    messages:
      tick: { payload: { type: object, required: [type, seq], properties: { type: { const: tick }, seq: { type: integer } } } }
      ask: { payload: { type: object, properties: { id: { type: string } } }, correlationId: { location: $message.payload#/id } }
      told: { payload: { type: object, required: [told, id], properties: { told: { type: integer }, id: { type: string } } }, correlationId: { location: $message.payload#/id } }
operations:
  ask:
    action: send
    channel: { $ref: '#/channels/market' }
    messages: [{ $ref: '#/channels/market/messages/ask' }]
    reply: { channel: { $ref: '#/channels/market' }, messages: [{ $ref: '#/channels/market/messages/told' }] }
`;

test.skipIf(!havePython)(
  "generated clients open, ask, are told, come back and resume at a real server",
  async () => {
    using project = new Project();
    project.add((await print(extended)).files);
    const opened = [
      "/market/btc%2Fusd?top_of_book=true&access=t",
      "/market/btc%2Fusd?top_of_book=true&access=t&since=1",
    ];
    for (const kind of ["async", "sync"]) {
      const { addresses, ...told } = JSON.parse(project.run(live, [kind])) as { readonly addresses: readonly string[] };
      expect(told).toEqual({
        answers: [
          ["ToldPayload", 42, "1"],
          ["ToldPayload", 42, "2"],
        ],
        ticks: [1],
      });
      expect(addresses).toEqual(opened);
    }
  },
  120_000,
);
