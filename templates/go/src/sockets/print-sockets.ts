import { Code, type NamedSocket, part, type PrintedFile, socketDoc } from "@parlance/generator";
import { printFile } from "../code/print-file.js";
import { socketsCodegenSymbol, socketsSymbol } from "../code/runtime.js";
import { goSyntax } from "../code/syntax.js";
import type { PrintContext } from "../resources/print-resource.js";
import { printSocket } from "./print-socket.js";
import { socketMessages } from "./socket-messages.js";

/** Prints the client of sockets that do not speak the Parlance protocol, and a file for each. Nothing without any. */
export function printSockets({ contract: named, packageName, site }: PrintContext): readonly PrintedFile[] {
  const { client, channels } = named.sockets;
  if (channels.length === 0) {
    return [];
  }
  const code = new Code(goSyntax);
  code.doc(
    `${client} has the sockets of ${named.contract.info.title}. Each connects when it is first used and comes back by itself.`,
  );
  code.line(part`type ${client} struct{ *${socketsSymbol("Client")} }`).blank();
  code.doc("NewSockets makes a client of sockets, whose options are those of all of them.");
  code.block(part`func NewSockets(options ...${socketsSymbol("Option")}) *${client} {`, "}", () => {
    code.line(part`return &${client}{${socketsSymbol("New")}(options...)}`);
  });
  channels.forEach((each) => addMethod(code, each, client));
  const sockets = channels.map((each) => printSocket(each, socketMessages(each, site), { site, packageName }));
  return [printFile(packageName, "sockets", code), ...sockets];
}

function addMethod(code: Code, named: NamedSocket, client: string): void {
  const { method, constant, parameters, types } = named;
  const taken = parameters.length === 0 ? "" : `parameters ${types.parameters}, `;
  const given = parameters.length === 0 ? "nil" : "parameters";
  code.blank().doc([`${method} makes the socket ${named.name}.`, socketDoc(named)].join("\n\n"));
  const head = part`func (s *${client}) ${method}(${taken}options ...${socketsSymbol("Option")}) (*${types.socket}, error) {`;
  code.block(head, "}", () => {
    code.line(part`base, err := ${socketsCodegenSymbol("Open")}(s.Client, ${constant}, ${given}, options)`);
    code.block("if err != nil {", "}", () => code.line("return nil, err"));
    code.line(`return &${types.socket}{base}, nil`);
  });
}
