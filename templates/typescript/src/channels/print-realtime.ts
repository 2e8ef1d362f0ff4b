import {
  Code,
  isReadOnly,
  type NamedChannel,
  type NamedContract,
  part,
  type Part,
  type PrintedFile,
  type PrintOptions,
  realtimeDescriptor,
} from "@parlance/generator";
import { header } from "../code/header.js";
import { literal } from "../code/literal.js";
import { realtimeType, realtimeValue } from "../code/runtime.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import { channelDoc } from "./channel-doc.js";
import { channelTypes } from "./channel-types.js";

/** Prints the realtime client: a class with one method for each channel, and what the contract says about all of them. */
export function printRealtime(named: NamedContract, options: PrintOptions): PrintedFile {
  const { contract, realtime, channels } = named;
  const code = new Code(typescriptSyntax).declare(realtime).declare("realtimeSetup");
  code.doc("What the contract says about all channels.");
  const setup = literal(realtimeDescriptor(contract, options), 60);
  code.line(part`export const realtimeSetup: ${realtimeType("RealtimeSetup")} = ${setup};`).blank();
  code.doc(
    `The channels of ${contract.info.title}, over one connection that reconnects, resumes and loses nothing silently.`,
  );
  code.block(part`export class ${realtime} extends ${realtimeValue("Realtime")} {`, "}", () => {
    code.doc("Throws `ConfigurationError` for options that cannot work; what is left out comes from the environment.");
    code.block(part`constructor(options: ${realtimeType("RealtimeSdkOptions")} = {}) {`, "}", () => {
      code.line(part`super(${realtimeValue("resolveRealtime")}(options, realtimeSetup));`);
    });
    channels.forEach((each) => addMethod(code.blank(), each));
  });
  return { path: "src/realtime-client.gen.ts", text: code.print([header]) };
}

function addMethod(code: Code, named: NamedChannel): void {
  const from = `./channels/${named.file}.gen.js`;
  const { events, parameters } = channelTypes(named, from);
  const taken = named.parameters.length > 0 ? part`parameters: ${parameters}, ` : "";
  const given = named.parameters.length > 0 ? "parameters" : "undefined";
  const constant = { name: named.constant, from };
  const open = openTypes(named, events);
  code.doc(
    [channelDoc(named), open && "`Own` are the events that publishers bring, by name: the type of their data."]
      .filter(Boolean)
      .join("\n\n"),
  );
  const result = part`${realtimeType(isReadOnly(named.channel) ? "ReadOnlyChannel" : "Channel")}<${open?.carried ?? events}>`;
  code.block(
    part`${named.method}${open?.generic ?? ""}(${taken}options?: ${realtimeType("ChannelOptions")}): ${result} {`,
    "}",
    () => {
      const descriptor =
        open === undefined
          ? constant
          : part`${constant} as ${realtimeType("ChannelDescriptor")}<${parameters}, ${open.carried}>`;
      code.line(part`return this.channel(${descriptor}, ${given}, options);`);
    },
  );
}

/** A channel on which publishers bring events of their own lets the application say which. */
function openTypes(
  { open, events }: NamedChannel,
  known: Part,
): { readonly generic: Part; readonly carried: Part } | undefined {
  if (!open) {
    return undefined;
  }
  return events.length > 0
    ? { generic: "<Own extends object = object>", carried: part`${known} & Own` }
    : { generic: part`<Own extends object = ${known}>`, carried: "Own" };
}
