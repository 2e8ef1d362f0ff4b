import type { NamedContract, NamedSocket } from "@parlance/generator";
import { scalar } from "../code/literal.js";
import { asyncProgram, indented, program } from "./readme-program.js";

/** What the README says of sockets that do not speak the Parlance protocol. Nothing without any. */
export function socketsSection({ sockets: { client, channels } }: NamedContract, module: string): readonly string[] {
  const named = channels.find(({ receives }) => receives.length > 0) ?? channels[0];
  if (named === undefined) {
    return [];
  }
  const options = [
    ...(named.server === undefined ? ['url="wss://api.example.com"'] : []),
    ...(named.extensions["x-parlance-token"] === undefined ? [] : ['token="…"']),
  ].join(", ");
  const messages = `sockets.${named.method}(${argumentsOf(named)}).messages()`;
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

/** Sample values of what must be given. */
function argumentsOf({ parameters }: NamedSocket): string {
  const samples = { string: "…", number: 1, integer: 1, boolean: true, list: "" } as const;
  return parameters
    .filter(({ required }) => required)
    .map(({ type, values }) => (type === "list" ? "[]" : scalar(values?.[0] ?? samples[type])))
    .join(", ");
}
