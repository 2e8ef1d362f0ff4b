import type {
  Channel,
  ChannelParameter,
  Contract,
  Header,
  Json,
  Message,
  Operation,
  Parameter,
  Schema,
} from "@parlance/contract";
import type { NamedSocket } from "./sockets/named-socket.js";
import type { OperationTypeSort } from "./spelling.js";

/** A parameter with the names it has for a caller. */
export interface NamedParameter {
  /** Key in the object of parameters, and in the operation's descriptor. */
  readonly key: string;
  /** Name as an argument of a method; the key, unless the language spells arguments in another way. */
  readonly argument: string;
  readonly parameter: Parameter;
}

/** A response header with the key that callers read it by. */
export interface NamedHeader {
  readonly key: string;
  readonly header: Header;
}

/** An operation with all names that printers need. */
export interface NamedOperation {
  readonly operation: Operation;
  /** Constant that holds the descriptor, e.g. `reposListForOrg`. */
  readonly constant: string;
  /** Method of the resource class, e.g. `listForOrg`. */
  readonly method: string;
  readonly parameters: readonly NamedParameter[];
  /** The headers of its successes, each once. */
  readonly headers: readonly NamedHeader[];
  /** Names of the operation's own types, e.g. `ReposListForOrgParams`. */
  readonly types: OperationTypes;
}

/** Names kept free for the types of one operation; not every operation prints all of them. */
export type OperationTypes = Readonly<Record<OperationTypeSort, string>>;

/** A node of the client's tree: `client.rooms.members`. The root is the client itself. */
export interface NamedResource {
  /** Property of the parent; empty for the root. */
  readonly property: string;
  readonly className: string;
  /** Path from the root, in the document's words. */
  readonly path: readonly string[];
  readonly operations: readonly NamedOperation[];
  readonly children: readonly NamedResource[];
}

/** Everything of one top-level resource is printed into files of this name. */
export interface ResourceFile {
  readonly file: string;
  readonly resource: NamedResource;
  /** The resource's operations and those of its descendants. */
  readonly operations: readonly NamedOperation[];
}

/** A channel of the Parlance protocol with all names that printers need. */
export interface NamedChannel {
  readonly channel: Channel;
  /** File without extension. */
  readonly file: string;
  /** Constant that holds the descriptor, e.g. `topicsChannel`. */
  readonly constant: string;
  /** Method of the realtime client, e.g. `topics`. */
  readonly method: string;
  readonly types: { readonly events: string; readonly parameters: string };
  readonly parameters: readonly NamedChannelParameter[];
  readonly events: readonly NamedChannelEvent[];
  /** True if publishers bring events of their own. */
  readonly open: boolean;
}

/** A variable part of a channel's address with the key it has in the object of parameters. */
export interface NamedChannelParameter {
  readonly key: string;
  readonly parameter: ChannelParameter;
}

/** An event of a channel, and the messages that may bring it with the key of their payload's type. */
export interface NamedChannelEvent {
  readonly event: string;
  readonly messages: readonly { readonly message: Message; readonly type: string }[];
}

/** A property of an object with its name in the language. */
export interface NamedField {
  /** Name on the wire. */
  readonly property: string;
  readonly name: string;
}

/** A value of an enum with its name in the language. */
export interface NamedValue {
  readonly value: Json;
  readonly name: string;
}

/** A schema of the contract with its names in the language. */
export interface NamedType {
  readonly name: string;
  /** File without extension, if the language prints a file for each schema; a lifted schema is in that of its origin. */
  readonly file: string;
  readonly schema: Schema;
  /** Names of further types that the language prints for the schema, as `Spelling.companions` asks for them. */
  readonly companions: readonly string[];
  /** The properties of an object, in document order; empty for every other schema. */
  readonly fields: readonly NamedField[];
  /** The values of an enum, in document order; empty for every other schema. */
  readonly values: readonly NamedValue[];
}

/** Types by the document's name of their schema. */
export type Types = ReadonlyMap<string, NamedType>;

/** The Contract with every name of the SDK settled. Printers read names from here and make none. */
export interface NamedContract {
  readonly contract: Contract;
  readonly client: string;
  /** Class of the realtime client. */
  readonly realtime: string;
  /** The channels of the Parlance protocol; empty if there is no realtime client. */
  readonly channels: readonly NamedChannel[];
  /** The sockets that do not speak the Parlance protocol, and the class of their client; it is not printed if there are none. */
  readonly sockets: { readonly client: string; readonly channels: readonly NamedSocket[] };
  /** By the document's name of the schema. */
  readonly types: Types;
  readonly root: NamedResource;
  /** The root's own operations first, then one per top-level resource. */
  readonly files: readonly ResourceFile[];
}
