import type { Schema } from "@parlance/contract";
import type { NameRules } from "../names/spell.js";

/** The types that an operation may have of its own, beside those of schemas. */
export type OperationTypeSort = "params" | "data" | "item" | "headers" | "errors";

/** Rules for names that share their scope with names of ours. */
export interface MemberRules extends NameRules {
  /** Names of ours in the scope, for which the document's step aside; not reserved words of the language. */
  readonly taken?: ReadonlySet<string>;
}

/** Rules for names of files, without folder and extension. */
export interface FileRules extends MemberRules {
  /** File of the operations that belong to the client itself. */
  readonly root: string;
  /** Most characters of a name: file systems take 255 bytes, and a character may need four. 50 unless given. */
  readonly length?: number;
}

/** Rules for the values of enums. */
export interface ValueRules extends NameRules {
  /**
   * `type`: a value's name is unique in its enum (`Status.ONLINE`). `module`: it begins with the enum's name and is unique
   * among all types (`StatusOnline`).
   */
  readonly scope: "type" | "module";
}

/**
 * How a language spells an SDK: the letter cases and reserved words of every sort of name. All that a language pack says
 * about names; `nameContract` does the rest.
 *
 * What is spelled alike in one scope is the error `name-clash` for schemas, operations and channels, which authors name.
 * All other names step aside: for a longer one where there is a sensible one, else by a number.
 */
export interface Spelling {
  /** Types and classes. */
  readonly types: NameRules;
  /** Words behind an operation's id in the names of its own types, e.g. `params`. */
  readonly operationTypes: Readonly<Record<OperationTypeSort, string>>;
  /**
   * Words behind a schema's name in the names of further types that are printed for it, e.g. `union`. None unless given.
   */
  readonly companions?: (schema: Schema) => readonly string[];
  /** Constants that hold descriptors, of operations and of channels. */
  readonly constants: NameRules;
  /** Methods and nested resources of a resource's class. */
  readonly members: NameRules;
  /** Words reserved among the members of the client itself; those of `members` besides are to be repeated here. */
  readonly clientMembers: ReadonlySet<string>;
  /** Names the client's class may have, the first that is free; `prefix` is the user's, e.g. `PARLANCE`. */
  readonly client: (prefix: string) => readonly [string, ...string[]];
  /** Names the realtime client's class may have, as with `client`. */
  readonly realtimeClient: (prefix: string) => readonly [string, ...string[]];
  /**
   * Given: the realtime client is in a module of its own, which has these names and the types of schemas. Absent: it
   * shares one scope with everything else.
   */
  readonly realtimeModule?: ReadonlySet<string>;
  /**
   * Names the class of the client of sockets that do not speak the Parlance protocol may have, as with `client`. The prefix with
   * `sockets` unless given.
   */
  readonly socketsClient?: (prefix: string) => readonly [string, ...string[]];
  /** As `realtimeModule`, for that client. */
  readonly socketsModule?: ReadonlySet<string>;
  /** Keys of an operation's parameters; those that step aside get their place as prefix (`queryBody`). */
  readonly parameters: MemberRules;
  /** Names of parameters as arguments of a method, where they are not the keys. As `parameters` unless given. */
  readonly arguments?: MemberRules;
  /** Keys of an answer's headers. */
  readonly headers: NameRules;
  /** Keys of a channel's parameters. */
  readonly channelParameters: MemberRules;
  /** Keys of a socket's parameters. As `channelParameters` unless given. */
  readonly socketParameters?: MemberRules;
  /** Methods of the realtime client, one for each channel. */
  readonly channelMethods: MemberRules;
  /** Properties of objects. As on the wire unless given. */
  readonly fields?: NameRules;
  /** Values of enums. As on the wire unless given. */
  readonly values?: ValueRules;
  /** Files of resources, channels and schemas; each of the three has a folder or prefix of its own. */
  readonly files: FileRules;
}
