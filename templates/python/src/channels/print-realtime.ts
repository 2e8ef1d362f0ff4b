import {
  type Code,
  isReadOnly,
  type NamedChannel,
  type NamedContract,
  part,
  type Part,
  type PrintedFile,
  type PrintOptions,
  realtimeDescriptor,
} from "@parlance/generator";
import { addClass } from "../code/add-class.js";
import { argsSection, deprecation, paragraphs } from "../code/doc-text.js";
import { scalar } from "../code/literal.js";
import { printLazyPackage } from "../code/print-lazy-package.js";
import { printModule } from "../code/print-module.js";
import { realtimeModule, runtimeType, runtimeValue } from "../code/runtime.js";
import { realtimeExports } from "../names/exports.js";
import { addSetup } from "../package/add-setup.js";
import { object } from "../operations/operation-text.js";
import { addInit } from "../resources/print-client.js";
import { classIn, type Mode, modes } from "../resources/print-method.js";
import { dataType, isTyped, printChannels } from "./print-channels.js";

/** Prints the realtime half of an SDK: its entry, its clients, and the channels as data. Nothing without channels. */
export function printRealtime(named: NamedContract, options: PrintOptions, root: string): readonly PrintedFile[] {
  const { contract, channels, realtime } = named;
  if (channels.length === 0) {
    return [];
  }
  const module = `${root}.realtime`;
  const about = `The channels of ${contract.info.title}, over one connection.`;
  const own = modes.map((mode) => [classIn(mode, realtime), `${module}.client`] as const);
  const events = channels.filter(isTyped).map(({ types }) => [types.events, `${module}.channels`] as const);
  const others = [...realtimeExports].map((name) => [name, realtimeModule] as const);
  const clients = printModule(`${module}.client`, "The clients of channels.", (code) => {
    addSetup(code, runtimeValue("RealtimeSetup", realtimeModule), realtimeDescriptor(contract, options));
    modes.forEach((mode) => addClient(code, named, mode, module));
  });
  return [printLazyPackage(module, about, [...own, ...events, ...others]), clients, printChannels(named, root)];
}

function addClient(code: Code, { contract, channels, realtime }: NamedContract, mode: Mode, module: string): void {
  const base = runtimeValue(classIn(mode, "SdkRealtime"), realtimeModule);
  const doc = `The channels of ${contract.info.title}, over one connection that reconnects, resumes and loses nothing silently.`;
  addClass(code, { name: classIn(mode, realtime), base, doc }, () => {
    addInit(code, runtimeType(classIn(mode, "RealtimeSdkOptions"), realtimeModule), "setup");
    channels.forEach((each) => addMethod(code.blank(), each, mode, `${module}.channels`));
  });
}

function addMethod(code: Code, named: NamedChannel, mode: Mode, module: string): void {
  const { channel, constant, method, parameters } = named;
  const authorize = runtimeType(classIn(mode, "AuthorizeCallback"), realtimeModule);
  const given = parameters.map(({ key }) => `${scalar(key)}: ${key}`).join(", ");
  const kind = runtimeType(classIn(mode, isReadOnly(channel) ? "ReadOnlyChannel" : "Channel"), realtimeModule);
  code.block(`def ${method}(`, part`) -> ${kind}[${dataType(named, module)}]:`, () => {
    const taken = parameters.map(({ key, parameter: { values } }) => part`${key}: ${parameterType(values)}`);
    const option = part`authorize: ${authorize} | None = None`;
    ["self", ...taken, "*", option].forEach((each) => code.line(part`${each},`));
  });
  code.indented(() => {
    code.doc(methodDoc(named));
    // The types of all events are loaded with the first channel, not with the client.
    code.line(`from ${module.slice(0, module.lastIndexOf("."))} import channels`).blank();
    code.line(`return self.channel(channels.${constant}, {${given}}, authorize=authorize)`);
  });
}

/** What a channel is in the contract's words, who may use it, and its parameters. */
function methodDoc(named: NamedChannel): string | undefined {
  const { docs, address, extensions } = named.channel;
  const { scopes } = object(extensions?.["x-parlance-channel"] ?? {});
  const holders = Array.isArray(scopes) ? scopes.map((each) => `\`${String(each)}\``).join(", ") : "";
  return paragraphs([
    docs?.summary,
    docs?.description,
    `\`${address ?? ""}\`${holders === "" ? "" : `, for holders of ${holders}`}`,
    named.open ? "Publishers bring events of their own; their data is plain JSON." : undefined,
    docs?.href === undefined ? undefined : `See ${docs.href}`,
    deprecation(docs),
    argsSection(named.parameters.map(({ key, parameter }) => [key, parameter.docs])),
  ]);
}

function parameterType(values: readonly string[] = []): Part {
  const literal = { name: "Literal", from: "typing" };
  return values.length === 0 ? "str" : part`${literal}[${values.map(scalar).join(", ")}]`;
}
