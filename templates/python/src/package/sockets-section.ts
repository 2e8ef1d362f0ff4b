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
    "`send(name, payload)` sends, `request(name, payload)` waits for the answer where the document has one, and `restore=…`, an argument beside the parameters, is called with the socket after every opening.",
  ];
}
