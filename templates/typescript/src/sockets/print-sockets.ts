import { Code, type NamedContract, type NamedSocket, part, type PrintedFile, socketDoc } from "@parlance/generator";
import { header } from "../code/header.js";
import { socketsModule, socketsType, socketsValue } from "../code/runtime.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import { printSocket } from "./print-socket.js";
import { socketsExports } from "./sockets-exports.js";

/** Prints the client of sockets that do not speak the Parlance protocol, a file for each, and their entry. Nothing without any. */
export function printSockets(named: NamedContract): readonly PrintedFile[] {
  const { sockets, types } = named;
  if (sockets.channels.length === 0) {
    return [];
  }
  return [...sockets.channels.map((each) => printSocket(each, types)), printClient(named), printEntry(named)];
}

function printClient({ contract, sockets: { client, channels } }: NamedContract): PrintedFile {
  const code = new Code(typescriptSyntax).declare(client);
  code.doc(`The sockets of ${contract.info.title}. Each comes back by itself; \`restore\` runs after every opening.`);
  code.block(part`export class ${client} extends ${socketsValue("Sockets")} {`, "}", () => {
    channels.forEach((each, index) => addMethod(index === 0 ? code : code.blank(), each));
  });
  return { path: "src/sockets-client.gen.ts", text: code.print([header]) };
}

function addMethod(code: Code, named: NamedSocket): void {
  const { file, method, constant, parameters, types } = named;
  const from = `./sockets/${file}.gen.js`;
  const shape = { name: types.shape, from, typeOnly: true } as const;
  const optional = parameters.every(({ required }) => !required);
  const type = { name: types.parameters, from, typeOnly: true } as const;
  const taken = parameters.length === 0 ? "" : part`parameters: ${type}${optional ? " = {}" : ""}, `;
  const given = parameters.length === 0 ? "{}" : "parameters";
  code.doc(socketDoc(named));
  code.block(
    part`${method}(${taken}options?: ${socketsType("SocketOptions")}<${shape}>): ${socketsType("Socket")}<${shape}> {`,
    "}",
    () => code.line(part`return this.open(${{ name: constant, from }}, ${given}, options);`),
  );
}

function printEntry({ sockets: { client, channels } }: NamedContract): PrintedFile {
  const lines = [
    header,
    "",
    `export { ${client} } from "./sockets-client.gen.js";`,
    ...channels.map(({ file }) => `export * from "./sockets/${file}.gen.js";`),
    "export {",
    ...socketsExports.values.map((each) => `  ${each},`),
    ...socketsExports.types.map((each) => `  type ${each},`),
    `} from "${socketsModule}";`,
    "",
  ];
  return { path: "src/sockets.gen.ts", text: lines.join("\n") };
}
