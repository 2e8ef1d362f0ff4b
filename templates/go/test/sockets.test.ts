import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { print, textOf } from "./generate.js";
import { haveGo, Workspace } from "./go.js";

const document = `
asyncapi: 3.0.0
info: { title: Acme, version: 1.0.0 }
channels:
  market:
    address: /market/{symbol}
    description: What is traded.
    parameters: { symbol: { description: A pair. } }
    bindings: { ws: { query: { type: object, properties: { top_of_book: { type: boolean }, pairs: { type: array } } } } }
    x-parlance-token: { in: query, name: access }
    x-parlance-resume: { position: /seq, query: since }
    x-parlance-subscription: { subscribe: follow, key: /pair, of: /pair }
    messages:
      tick: { payload: { type: object, required: [type, seq], properties: { type: { const: tick }, seq: { type: integer } } } }
      ask: { summary: Asks., payload: { type: object, properties: { id: { type: string } } }, correlationId: { location: $message.payload#/id } }
      told: { payload: { type: object, required: [told, id], properties: { told: { type: integer }, id: { type: string } } }, correlationId: { location: $message.payload#/id } }
      follow: { payload: { type: object, required: [pair], properties: { pair: { type: string } } } }
  lines:
    address: /lines
    messages:
      line: { contentType: text/plain, payload: { type: string } }
      chunk: { contentType: application/octet-stream }
      either: { payload: { type: array, items: { type: number } } }
operations:
  ask:
    action: send
    channel: { $ref: '#/channels/market' }
    messages: [{ $ref: '#/channels/market/messages/ask' }]
    reply: { channel: { $ref: '#/channels/market' }, messages: [{ $ref: '#/channels/market/messages/told' }] }
  follow:
    action: send
    channel: { $ref: '#/channels/market' }
    messages: [{ $ref: '#/channels/market/messages/follow' }]
  tick:
    action: receive
    channel: { $ref: '#/channels/market' }
    messages: [{ $ref: '#/channels/market/messages/tick' }]
`;

test("a socket is a type with a method for each message that may be sent", async () => {
  const printed = await print(document);
  expect(printed.diagnostics).toEqual([]);
  expect(textOf(printed, "sockets.go")).toContain(
    "func (s *Sockets) Market(parameters MarketParameters, options ...sockets.Option) (*MarketSocket, error) {",
  );
  const market = textOf(printed, "socket_market.go");
  expect(market).toContain(`type MarketParameters struct {
	// A pair.
	//
	// Required.
	Symbol    string
	TopOfBook *bool
	Pairs     []string
}`);
  expect(market).toContain(`
type MarketReceives interface{ isMarketReceives() }

func (*AskPayload) isMarketReceives() {}
`);
  expect(market).toContain(`// SendAsk sends ask.
//
// Asks.
func (s *MarketSocket) SendAsk(ctx context.Context, payload AskPayload, options ...sockets.SendOption) error {
	return s.Socket.Send(ctx, "ask", payload, options...)
}`);
  expect(market).toContain('return codegen.Reply[*ToldPayload](s.Socket.Request(ctx, "ask", payload, options...))');
  expect(market).toContain(
    "Subscribe(ctx context.Context, payload FollowPayload, options ...sockets.ReadOption) iter.Seq2",
  );
});

test("the README shows a socket", async () => {
  const readme = textOf(await print(document.replace(/  lines:[^]*?(?=operations:)/u, "")), "README.md");
  expect(readme)
    .toContain(`socket, err := acme.NewSockets(sockets.WithURL("wss://api.example.com"), sockets.WithToken(token)).Market(acme.MarketParameters{Symbol: "…"})
if err != nil {
	log.Fatal(err)
}
defer socket.Close()
for message, err := range socket.Messages(ctx) {`);
  expect(readme).toContain("`socket.Subscribe` iterates what comes for the payload's key");
  expect(readme).toContain("`socket.OnError` is told (`restore_failed`)");
  expect(readme).toContain("sockets.WithHeartbeat(");
  expect(readme).not.toContain("## Use");
});

test("what is no struct is held by any, text and bytes as they are", async () => {
  const lines = textOf(await print(document), "socket_lines.go");
  expect(lines).toContain("type LinesSocket struct {\n\t*sockets.Socket[any]\n}");
  expect(lines).toContain('"line":   codegen.Text[any],');
  expect(lines).toContain('"chunk":  codegen.Bytes[any],');
  expect(lines).toContain("SendChunk(ctx context.Context, payload []byte, options ...sockets.SendOption) error {");
});

test.skipIf(!haveGo)(
  "a generated client opens, restores, asks, is told, comes back and resumes at a real server",
  async () => {
    using workspace = new Workspace();
    workspace.add("sdk", (await print(document)).files);
    workspace.write("sdk/live/main.go", readFileSync(new URL("sockets-live.go.txt", import.meta.url), "utf8"));
    expect(workspace.unformatted()).toEqual([]);
    expect(workspace.vet()).toEqual([]);
    expect(workspace.run("./sdk/live")).toBe(`told 42
tick 1
unknown [1]
told 42
tick 2
line hello
/market/btc%2Fusd?top_of_book=true&access=t
/market/btc%2Fusd?top_of_book=true&access=t&since=1
/lines
received {"pair":"btc"} first
`);
  },
  180_000,
);
