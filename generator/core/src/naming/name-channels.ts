import type { Channel, ChannelParameter, Contract, Diagnostic } from "@parlance/contract";
import { chosenName } from "../names/chosen-name.js";
import { NameTable } from "../names/name-table.js";
import { spell, spellWith } from "../names/spell.js";
import { fileName } from "./file-name.js";
import { nameEvents } from "./name-events.js";
import type { NamedChannel, NamedChannelParameter, NamedContract, Types } from "./named-contract.js";
import type { MemberRules, Spelling } from "./spelling.js";
import { UniqueNames } from "./unique-names.js";

/** By this extension a document says that a channel speaks the Parlance protocol. */
const extension = "x-parlance-channel";

/**
 * Gives every channel of the Parlance protocol its names. Channels without `x-parlance-channel` are how frames travel, or
 * sockets of somebody else's, which `nameSockets` names.
 */
export function nameChannels({
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
}): Pick<NamedContract, "realtime" | "channels"> & { readonly diagnostics: readonly Diagnostic[] } {
  const taken =
    spelling.realtimeModule === undefined
      ? shared
      : moduleNames(spelling.realtimeModule, spelling.types.reserved, types);
  const realtime = taken.take(...spelling.realtimeClient(prefix));
  const spoken = contract.channels.filter(
    (each) => each.address !== null && each.extensions?.[extension] !== undefined,
  );
  const constants = new NameTable("channels");
  const members = new UniqueNames(spelling.channelMethods.taken);
  const files = new UniqueNames(spelling.files.reserved);
  const messages = new Map(contract.messages.map((each) => [each.name, each]));
  const channels = spoken.map((channel): NamedChannel => {
    const name = chosenName(channel.name, channel.extensions);
    const constant = spellWith(name, "channel", spelling.constants);
    return {
      channel,
      file: files.take(fileName(name, spelling.files)),
      constant: constants.allocate({ spelled: constant, source: channel.name, place: channel.place }),
      method: members.take(spell(name, spelling.channelMethods), spellWith(name, "channel", spelling.channelMethods)),
      types: {
        events: taken.take(...typeNames(name, "events", spelling)),
        parameters: taken.take(...typeNames(name, "parameters", spelling)),
      },
      parameters: nameParameters(channel, spelling.channelParameters),
      ...nameEvents(
        channel.messages.flatMap((each) => messages.get(each) ?? []),
        types,
      ),
    };
  });
  return { realtime, channels, diagnostics: constants.diagnostics };
}

/** What is in the way in a module that holds nothing but the realtime client and the types of schemas. */
function moduleNames(exported: ReadonlySet<string>, reserved: Iterable<string> = [], types: Types): UniqueNames {
  return new UniqueNames([...reserved, ...exported, ...[...types.values()].map(({ name }) => name)]);
}

function typeNames(name: string, added: string, { types }: Spelling): [string, string] {
  return [spellWith(name, added, types), spellWith(name, `channel ${added}`, types)];
}

/** In the order in which they stand in the address. */
function nameParameters({ address, parameters }: Channel, rules: MemberRules): readonly NamedChannelParameter[] {
  const keys = new UniqueNames(rules.taken);
  const place = ({ name }: ChannelParameter): number => address?.indexOf(`{${name}}`) ?? 0;
  return parameters
    .toSorted((a, b) => place(a) - place(b))
    .map((parameter: ChannelParameter) => {
      const key = spell(parameter.name, rules);
      return { key: keys.take(key, `${key}_`), parameter };
    });
}
