import type { Channel, ChannelParameter, Contract, Diagnostic } from "@parlance/contract";
import { chosenName, kebabCase, NameTable, spell } from "@parlance/generator";
import { channelsUnspoken } from "../channels/channels-unspoken.js";
import { realtimeExports } from "../channels/realtime-exports.js";
import { propertyIdentifier } from "./identifier.js";
import { nameEvents } from "./name-events.js";
import type { NamedChannel, NamedChannelParameter, NamedContract, Types } from "./named-contract.js";
import { reservedConstants, reservedRealtimeMembers, reservedTypes } from "./reserved-words.js";
import { UniqueNames } from "./unique-name.js";

/** By this extension a document says that a channel speaks the Parlance protocol. */
const extension = "x-parlance-channel";

/** Characters of a channel's name that its file is called by, as with resources. */
const fileNameLength = 50;

/**
 * Gives every channel of the Parlance protocol its names. Channels without `x-parlance-channel` are how frames travel, or
 * speak a protocol that the runtime does not know: of those there are the types of their messages alone.
 */
export function nameChannels({
  contract,
  types,
  prefix,
}: {
  readonly contract: Contract;
  readonly types: Types;
  /** Begins the name of the client's class. */
  readonly prefix: string;
}): Pick<NamedContract, "realtime" | "channels"> & { readonly diagnostics: readonly Diagnostic[] } {
  // The realtime entry is a module of its own: what REST's entry exports is not in the way.
  const taken = new UniqueNames([
    ...reservedTypes,
    ...realtimeExports.values,
    ...realtimeExports.types,
    ...[...types.values()].map(({ name }) => name),
  ]);
  const realtime = taken.take(`${prefix}Realtime`, "RealtimeClient");
  const spoken = contract.channels.filter(
    (each) => each.address !== null && each.extensions?.[extension] !== undefined,
  );
  const [first] = contract.channels;
  if (spoken.length === 0 || first === undefined) {
    return { realtime, channels: [], diagnostics: first === undefined ? [] : [channelsUnspoken(first)] };
  }
  const constants = new NameTable("channels");
  const members = new UniqueNames(reservedRealtimeMembers);
  const files = new UniqueNames();
  const messages = new Map(contract.messages.map((each) => [each.name, each]));
  const channels = spoken.map((channel): NamedChannel => {
    const name = chosenName(channel.name, channel.extensions);
    const camel = spell(name, { letterCase: "camel", reserved: reservedConstants });
    const pascal = spell(name, { letterCase: "pascal" });
    const constant = constants.allocate({ spelled: `${camel}Channel`, source: channel.name, place: channel.place });
    return {
      channel,
      file: files.take([...kebabCase(name)].slice(0, fileNameLength).join("")),
      constant,
      contract: `${constant}Contract`,
      method: members.take(camel, `${camel}Channel`),
      types: {
        events: taken.take(`${pascal}Events`, `${pascal}ChannelEvents`),
        parameters: taken.take(`${pascal}Parameters`, `${pascal}ChannelParameters`),
      },
      parameters: nameParameters(channel),
      ...nameEvents(
        channel.messages.flatMap((each) => messages.get(each) ?? []),
        types,
      ),
    };
  });
  return { realtime, channels, diagnostics: constants.diagnostics };
}

/** In the order in which they stand in the address. */
function nameParameters({ address, parameters }: Channel): readonly NamedChannelParameter[] {
  const keys = new UniqueNames(["__proto__"]);
  const place = ({ name }: ChannelParameter): number => address?.indexOf(`{${name}}`) ?? 0;
  return parameters
    .toSorted((a, b) => place(a) - place(b))
    .map((parameter: ChannelParameter) => ({
      key: keys.take(propertyIdentifier(parameter.name), `${propertyIdentifier(parameter.name)}_`),
      parameter,
    }));
}
