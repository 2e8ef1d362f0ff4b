import { type NamedContract, sampleSocket } from "@parlance/generator";
import { pythonText } from "../code/literal.js";
import { asyncProgram, indented, program } from "./readme-program.js";

/** What the README says of sockets that do not speak the Parlance protocol. Nothing without any. */
export function socketsSection(named: NamedContract, module: string): readonly string[] {
  const sample = sampleSocket(named);
  if (sample === undefined) {
    return [];
  }
  const { client } = named.sockets;
  const { server, extensions, method } = sample.named;
  const options = [
    ...(server === undefined ? ['url="wss://api.example.com"'] : []),
    ...(extensions["x-parlance-token"] === undefined ? [] : ['token="…"']),
  ].join(", ");
  const given = sample.values.map(({ value }) => pythonText(value)).join(", ");
  const messages = `sockets.${method}(${given}).messages()`;
  const each = "    print(message.name, message.payload)";
  return [
    "## Sockets",
    "A socket connects when it is first used and comes back by itself. Messages are told apart by `name`; one that the document does not know is called `unknown`.",
    asyncProgram(`from ${module}.sockets import Async${client}`, [
      `async with Async${client}(${options}) as sockets:`,
      ...indented([`async for message in ${messages}:`, each]),
    ]),
    "The same without asyncio, on a thread of its own:",
    program(
      `from ${module}.sockets import ${client}`,
      "",
      `with ${client}(${options}) as sockets:`,
      ...indented([`for message in ${messages}:`, each]),
    ),
    "`send(name, payload)` sends, and `request(name, payload)` waits for the answer where the document has one." +
      (extensions["x-parlance-subscription"] === undefined
        ? ""
        : " `subscribe(payload)` iterates what comes for the payload's key, and asks for it again after every opening."),
    `\`restore=…\`, an argument beside the parameters, is called with the socket after every opening. If it raises, the connection is closed and tried again, later each time; \`socket.on("error", …)\` is told (\`restore_failed\`), or where nobody listens the logger \`parlance\`. \`socket.on("state", …)\` tells where the connection is.`,
    "Both clients, and `options={…}` of one socket, take:",
    optionsProgram(module, client, options),
  ];
}

/** What else a client may be given, apart from what it needs. */
function optionsProgram(module: string, client: string, needed: string): string {
  return program(
    `from ${module}.sockets import ${client}, HeartbeatOptions, SocketBackoff, SocketQueue`,
    "",
    `sockets = ${client}(`,
    ...indented([
      ...(needed === "" ? [] : [`${needed},`]),
      "backoff=SocketBackoff(min=0.4, max=20),  # seconds between attempts",
      "heartbeat=HeartbeatOptions(interval=20, timeout=10),  # seconds until a silent server is given up",
      "queue=SocketQueue(messages=1_000),  # what waits while there is no connection",
    ]),
    ")",
  );
}
