import type { Channel, Contract, Diagnostic, JsonObject } from "@parlance/contract";
import { channelAddressUnknown } from "../../diagnostics/channel-address-unknown.js";
import { channelProtocolUnsupported } from "../../diagnostics/channel-protocol-unsupported.js";
import { perspectiveDoubts } from "../../diagnostics/perspective-assumed.js";
import { socketSecurityUnsupported } from "../../diagnostics/socket-security-unsupported.js";
import { chosenName } from "../../names/chosen-name.js";
import { spell, spellWith } from "../../names/spell.js";
import { words } from "../../names/words.js";
import { fileName } from "../file-name.js";
import type { NamedContract, Types } from "../named-contract.js";
import type { Spelling } from "../spelling.js";
import { UniqueNames } from "../unique-names.js";
import { serversOf, speaksParlance, takesSockets } from "./is-socket.js";
import type { NamedSentMessage, NamedSocket, NamedSocketMessage } from "./named-socket.js";
import { socketMessages } from "./socket-messages.js";
import { socketParameters } from "./socket-parameters.js";
import { socketSecurity } from "./socket-security.js";

type Group = readonly [Channel, ...Channel[]];

/**
 * Gives every socket its names: channels with an address that do not speak the Parlance protocol, on a server that takes
 * WebSockets or in a document without servers. Of every other channel there are the types of its messages, and a diagnostic.
 */
export function nameSockets({
  contract,
  types,
  prefix,
  spelling,
  taken: shared,
}: {
  readonly contract: Contract;
  readonly types: Types;
  /** The user's, of which the client's class is named. */
  readonly prefix: string;
  readonly spelling: Spelling;
  /** The names of everything else. */
  readonly taken: UniqueNames;
}): { readonly sockets: NamedContract["sockets"]; readonly diagnostics: readonly Diagnostic[] } {
  const taken = spelling.socketsModule === undefined ? shared : moduleNames(spelling.socketsModule, spelling, types);
  const clientNames = spelling.socketsClient?.(prefix) ?? [
    spellWith(prefix, "sockets", spelling.types),
    spellWith(prefix, "socket client", spelling.types),
  ];
  const client = taken.take(...clientNames);
  const others = contract.channels.filter((each) => !speaksParlance(each));
  const { usable, diagnostics } = sort(others, contract);
  const scope: Scope = {
    contract,
    spelling,
    taken,
    constants: new UniqueNames(spelling.constants.reserved),
    methods: new UniqueNames(spelling.channelMethods.taken),
    files: new UniqueNames([...(spelling.files.reserved ?? []), ...(spelling.files.taken ?? [])]),
  };
  const named = groups(usable).map((each) => nameSocket(each, scope));
  const refused = named.flatMap((each) => {
    const { unsupported } = socketSecurity(each.channels, each.parameters, contract);
    const told = unsupported.length === 0 || each.extensions["x-parlance-token"] !== undefined;
    return told ? [] : [socketSecurityUnsupported(each, unsupported)];
  });
  return {
    sockets: { client, channels: named },
    diagnostics: [...diagnostics, ...perspectiveDoubts(contract, usable), ...refused],
  };
}

/** Names that are taken, by where they stand. */
interface Scope {
  readonly contract: Contract;
  readonly spelling: Spelling;
  readonly taken: UniqueNames;
  readonly constants: UniqueNames;
  readonly methods: UniqueNames;
  readonly files: UniqueNames;
}

/** Beside channels of the Parlance protocol, those over HTTP are how its frames travel without a WebSocket. */
function sort(
  channels: readonly Channel[],
  { servers, channels: all }: Contract,
): { readonly usable: readonly Channel[]; readonly diagnostics: readonly Diagnostic[] } {
  const usable: Channel[] = [];
  const diagnostics: Diagnostic[] = [];
  const carriers = all.some(speaksParlance) ? ["http", "https"] : [];
  for (const channel of channels) {
    const own = serversOf(channel, servers);
    if (own.length > 0 && own.every(({ protocol }) => carriers.includes(protocol))) {
      continue;
    }
    if (own.length > 0 && !own.some(takesSockets)) {
      diagnostics.push(channelProtocolUnsupported(channel, own));
    } else if (channel.address === null) {
      diagnostics.push(channelAddressUnknown(channel));
    } else {
      usable.push(channel);
    }
  }
  return { usable, diagnostics };
}

/** Channels of one address on the same servers share a connection. */
function groups(channels: readonly Channel[]): readonly Group[] {
  const found = Map.groupBy(channels, ({ address, servers }) => JSON.stringify([address, servers.toSorted()]));
  return [...found.values()].flatMap(([first, ...rest]) => (first === undefined ? [] : [[first, ...rest] as const]));
}

function nameSocket(channels: Group, { contract, spelling, taken, constants, methods, files }: Scope): NamedSocket {
  const name = nameOf(channels);
  const type = (added: string): string =>
    taken.take(spellWith(name, added, spelling.types), spellWith(name, `socket ${added}`, spelling.types));
  const { sends, ...messages } = socketMessages(channels, contract);
  const parameters = socketParameters(channels, spelling.socketParameters ?? spelling.channelParameters);
  const { token } = socketSecurity(channels, parameters, contract);
  return {
    name,
    channels,
    server: serversOf(channels[0], contract.servers).find(takesSockets),
    file: files.take(fileName(name, spelling.files)),
    constant: constants.take(
      name === "socket" ? spell(name, spelling.constants) : spellWith(name, "socket", spelling.constants),
    ),
    method: methods.take(spell(name, spelling.channelMethods), spellWith(name, "socket", spelling.channelMethods)),
    types: {
      receives: type("receives"),
      sends: type("sends"),
      replies: type("replies"),
      parameters: type("parameters"),
      shape: type("shape"),
      socket: type("socket"),
    },
    parameters,
    ...messages,
    sends: namedSends(sends, spelling),
    extensions: Object.assign(
      token === undefined ? {} : { "x-parlance-token": token },
      ...channels.map(({ extensions }) => extensions),
    ) as JsonObject,
  };
}

function namedSends(sends: readonly NamedSocketMessage[], { members }: Spelling): readonly NamedSentMessage[] {
  const taken = new UniqueNames();
  const method = (verb: string, name: string): string => taken.take(spellWith(verb, words(name).join(" "), members));
  return sends.map((each) => ({
    ...each,
    methods: { send: method("send", each.name), request: method("request", each.name) },
  }));
}

/** A single channel has a name; several are called as their address. `socket` is what has no word in it. */
function nameOf([first, ...rest]: Group): string {
  const chosen = [first, ...rest].find(({ extensions }) => typeof extensions?.["x-parlance-name"] === "string");
  const own = rest.length === 0 ? first.name : (first.address?.replaceAll(/\{[^{}]*\}/gu, " ") ?? "");
  const spoken = /[\p{L}\p{N}]/u.test(own) ? own : "socket";
  return chosen === undefined ? spoken : chosenName(chosen.name, chosen.extensions);
}

function moduleNames(exported: ReadonlySet<string>, { types: rules }: Spelling, types: Types): UniqueNames {
  return new UniqueNames([...(rules.reserved ?? []), ...exported, ...[...types.values()].map(({ name }) => name)]);
}
