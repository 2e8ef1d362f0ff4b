import {
  channelDescriptor,
  Code,
  type NamedChannel,
  type NamedChannelEvent,
  part,
  type Part,
  type PrintedFile,
  type Types,
} from "@parlance/generator";
import { header } from "../code/header.js";
import { literal, propertyKey } from "../code/literal.js";
import { realtimeType } from "../code/runtime.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import { channelDoc, messageDoc } from "./channel-doc.js";
import { channelTypes } from "./channel-types.js";

/** Prints a channel: the types of its parameters and events, and its descriptor, a constant that a bundle drops if unused. */
export function printChannel(named: NamedChannel, types: Types): PrintedFile {
  const code = new Code(typescriptSyntax);
  addParameters(code, named);
  addEvents(code, named, types);
  const { events, parameters } = channelTypes(named, "");
  const type = part`${realtimeType("ChannelDescriptor")}<${parameters}, ${events}>`;
  code.doc(channelDoc(named));
  code.line(part`export const ${named.constant}: ${type} = ${literal(channelDescriptor(named), 120)};`);
  return { path: `src/channels/${named.file}.gen.ts`, text: code.print([header]) };
}

function addParameters(code: Code, { channel, parameters, types }: NamedChannel): void {
  if (parameters.length === 0) {
    return;
  }
  code.doc(`What fills the address \`${channel.address ?? ""}\`.`);
  code.block(`export type ${types.parameters} = {`, "};", () => {
    for (const { key, parameter } of parameters) {
      const { docs, values } = parameter;
      const type =
        values === undefined || values.length === 0 ? "string" : values.map((each) => literal(each)).join(" | ");
      code.doc([docs?.summary, docs?.description].filter(Boolean).join("\n\n"));
      code.line(`readonly ${propertyKey(key)}: ${type};`);
    }
  });
  code.blank();
}

function addEvents(code: Code, { channel, events, types: { events: name } }: NamedChannel, types: Types): void {
  if (events.length === 0) {
    return;
  }
  code.doc(`What happens on \`${channel.name}\`, by event.`);
  code.block(`export type ${name} = {`, "};", () => {
    for (const each of events) {
      code.doc(messageDoc(each));
      code.line(part`${propertyKey(each.event)}: ${payloadType(each, types)};`);
    }
  });
  code.blank();
}

function payloadType({ messages }: NamedChannelEvent, types: Types): Part {
  const names = new Set(messages.map(({ type }) => types.get(type)?.name ?? "unknown"));
  return [...names].map((name, index) => {
    const type: Part = name === "unknown" ? name : { name, from: "../types.gen.js", typeOnly: true };
    return index === 0 ? type : part` | ${type}`;
  });
}
