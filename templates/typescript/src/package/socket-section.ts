import { type NamedContract, type SampleSocket, sampleSocket } from "@parlance/generator";
import { literal } from "../code/literal.js";

/** What the README says of sockets that do not speak the Parlance protocol; undefined without any. */
export function socketSection(
  contract: NamedContract,
  packageName: string,
): { readonly before: string; readonly code: string; readonly after: string } | undefined {
  const sample = sampleSocket(contract);
  if (sample === undefined) {
    return undefined;
  }
  const { client } = contract.sockets;
  const { server, extensions, method } = sample.named;
  const options = {
    ...(server === undefined ? { url: "wss://api.example.com" } : {}),
    ...(extensions["x-parlance-token"] === undefined ? {} : { token: "…" }),
  };
  const code = [
    `import { ${client} } from "${packageName}/sockets";`,
    "",
    `const sockets = new ${client}(${Object.keys(options).length === 0 ? "" : literal(options)});`,
    `const socket = sockets.${method}(${parametersOf(sample)});`,
    "for await (const message of socket.messages()) console.log(message.name, message.payload);",
  ];
  return {
    before:
      "A socket connects when it is first used and comes back by itself. Messages are told apart by `name`; one that the document does " +
      "not know is called `unknown`.",
    code: code.join("\n"),
    after:
      "`socket.send(name, payload)` sends, `socket.request(name, payload)` waits for the answer where the document has one, and " +
      "`restore: (socket) => …`, an option beside the parameters, runs after every opening. If it fails, the connection is " +
      'closed and tried again, later each time, and `socket.on("error", …)` hears of it (`restore_failed`). `sockets.close()` ends all.',
  };
}

/** Sample values of what must be given. */
function parametersOf({ values }: SampleSocket): string {
  const given = values.map(({ parameter: { key }, value }) => [key, value] as const);
  return given.length === 0 ? "" : literal(Object.fromEntries(given));
}
