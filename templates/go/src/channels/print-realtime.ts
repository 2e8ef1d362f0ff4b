import {
  channelDescriptor,
  Code,
  isReadOnly,
  joined,
  type NamedChannel,
  part,
  type PrintedFile,
  type PrintOptions,
  realtimeDescriptor,
} from "@parlance/generator";
import { addAligned } from "../code/aligned.js";
import { quote } from "../code/literal.js";
import { printFile } from "../code/print-file.js";
import { realtimeCodegenSymbol, realtimeSymbol } from "../code/runtime.js";
import { goSyntax } from "../code/syntax.js";
import type { PrintContext } from "../resources/print-resource.js";
import { docOf } from "../types/schema-doc.js";
import { addSealed, addUnknown, listed } from "../types/sealed.js";
import { channelEvents, type ChannelEvents } from "./channel-events.js";

/** Prints the realtime client: a type with one method for each channel. Nothing without channels. */
export function printRealtime(context: PrintContext, options: PrintOptions): readonly PrintedFile[] {
  const { contract: named, packageName, site } = context;
  if (named.channels.length === 0) {
    return [];
  }
  const code = new Code(goSyntax);
  addClient(code, context, options);
  for (const channel of named.channels) {
    addChannel(code, channel, named.realtime, channelEvents(channel, site));
  }
  return [printFile(packageName, "realtime", code)];
}

function addClient(code: Code, { contract: named, packageName }: PrintContext, options: PrintOptions): void {
  const { realtime, client, contract } = named;
  const { product, path } = realtimeDescriptor(contract, { ...options, packageName: `${packageName}-go` });
  code.block(part`var realtimeSetup = ${realtimeCodegenSymbol("Setup")}{`, "}", () => {
    addAligned(code, [
      { cells: ["Product:", `${quote(String(product ?? ""))},`] },
      ...(path === undefined ? [] : [{ cells: ["Path:", `${quote(String(path))},`] }]),
    ]);
  });
  code
    .blank()
    .doc(
      `${realtime} has the channels of ${contract.info.title}, over one connection that reconnects, resumes and loses nothing silently.`,
    );
  code.line(part`type ${realtime} struct{ *${realtimeSymbol("Client")} }`);
  code
    .blank()
    .doc(`NewRealtime makes a realtime client of the platform that the client calls, with the client's credentials.`);
  const taken = part`client *${client}, options ...${realtimeSymbol("Option")}`;
  code.block(part`func NewRealtime(${taken}) (*${realtime}, error) {`, "}", () => {
    code.line(part`base, err := ${realtimeCodegenSymbol("NewRealtime")}(client.Client, realtimeSetup, options...)`);
    code.block("if err != nil {", "}", () => code.line("return nil, err"));
    code.line(`return &${realtime}{base}, nil`);
  });
}

function addChannel(code: Code, named: NamedChannel, realtime: string, carried: ChannelEvents): void {
  const { channel, method, parameters, constant, types } = named;
  const kind = isReadOnly(channel) ? "ReadOnlyChannel" : "Channel";
  const result = part`*${realtimeSymbol(kind)}[${carried.type}]`;
  const args = [
    ...(parameters.length > 0 ? [`${parameters.map(({ key }) => key).join(", ")} string`] : []),
    part`options ...${realtimeSymbol("ChannelOption")}`,
  ];
  code
    .blank()
    .doc([`${method} gives the channel ${channel.address ?? ""}.`, docOf(channel)].filter(Boolean).join("\n\n"));
  code.block(part`func (r *${realtime}) ${method}(${joined(args, ", ")}) (${result}, error) {`, "}", () => {
    const given = parameters.map(({ key }) => `${quote(key)}: ${key}`).join(", ");
    const values = parameters.length > 0 ? `map[string]string{${given}}` : "nil";
    code.line(part`return ${realtimeCodegenSymbol(`New${kind}`)}(r.Client, ${constant}, ${values}, options)`);
  });
  if (carried.members.length > 0) {
    const members = [...carried.members, ...(named.open ? ["UnknownMember"] : [])];
    const doc = `${types.events} is the data of an event of ${channel.name}: ${listed(members)}.`;
    addSealed(code, { name: types.events, members, doc });
  }
  addDescriptor(code, named, carried);
}

function addDescriptor(code: Code, named: NamedChannel, { type, events }: ChannelEvents): void {
  const { id, address } = channelDescriptor(named);
  code.blank().block(part`var ${named.constant} = ${realtimeSymbol("Descriptor")}[${type}]{`, "}", () => {
    addAligned(code, [
      { cells: ["ID:", `${quote(String(id))},`] },
      { cells: ["Address:", `${quote(String(address))},`] },
    ]);
    if (events.length > 0) {
      code.block(part`Events: map[string]${realtimeSymbol("EventDecoder")}[${type}]{`, "},", () => {
        const rows = events.map(({ event, data }) => ({
          cells: [`${quote(event)}:`, part`${realtimeCodegenSymbol("Decode")}[${type}, ${data}],`],
        }));
        addAligned(code, rows);
      });
    }
    if (named.open && events.length > 0) {
      addUnknown(code, type);
    }
  });
}
