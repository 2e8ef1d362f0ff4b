import {
  channelDescriptor,
  type Code,
  type NamedChannel,
  type NamedChannelEvent,
  type NamedContract,
  part,
  type Part,
  type PrintedFile,
  type Types,
} from "@parlance/generator";
import { scalar } from "../code/literal.js";
import { printModule } from "../code/print-module.js";
import { realtimeModule, runtimeValue } from "../code/runtime.js";
import { alternatives } from "../types/type-expression.js";

/** Prints the descriptors of the channels, and the types of what happens on them. */
export function printChannels({ channels, types }: NamedContract, root: string): PrintedFile {
  return printModule(`${root}.realtime.channels`, "Channels as data, and what happens on them.", (code) => {
    channels.forEach(({ types: { events } }) => code.declare(events));
    channels.forEach((each) => addChannel(code, each, types, root));
  });
}

/** The type of a channel's data; it may be anything where the contract names no event. */
export function dataType(named: NamedChannel, module?: string): Part {
  const { events } = named.types;
  const own: Part = module === undefined ? events : { name: events, from: module, typeOnly: true };
  return isTyped(named) ? own : { name: "Any", from: "typing" };
}

/** Whether the contract names what happens on a channel, and says of what type it is. */
export function isTyped({ events }: NamedChannel): boolean {
  return events.length > 0;
}

function addChannel(code: Code, named: NamedChannel, types: Types, root: string): void {
  const { channel, constant, types: names } = named;
  const events = named.events.map((each) => [scalar(each.event), eventType(each, types, root)] as const);
  if (isTyped(named)) {
    const others = named.open ? [runtimeValue("Json", realtimeModule)] : [];
    const data = alternatives([...events.map(([, type]) => type), ...others]);
    code.line(part`${names.events}: ${{ name: "TypeAlias", from: "typing" }} = ${data}`);
    code.doc(`The data of what happens on \`${channel.name}\`.`).blank();
  }
  const { id = "", address = "" } = channelDescriptor(named);
  const type = runtimeValue("ChannelDescriptor", realtimeModule);
  code.block(part`${constant}: ${type}[${dataType(named)}] = ${type}(`, ")", () => {
    code.line(`id=${scalar(String(id))},`).line(`address=${scalar(String(address))},`);
    if (isTyped(named)) {
      code.block("events={", "},", () => events.forEach(([event, data]) => code.line(part`${event}: ${data},`)));
      if (named.open) {
        code.line("open=True,");
      }
    }
  });
  code.blank();
}

/** The type of an event's data: one of those that its messages bring. */
function eventType({ messages }: NamedChannelEvent, types: Types, root: string): Part {
  return alternatives(
    messages.map(({ type }) => {
      const name = types.get(type)?.name;
      return name === undefined ? "object" : { name, from: `${root}.types` };
    }),
  );
}
