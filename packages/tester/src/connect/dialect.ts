import type { Channel, Json } from "@parlance/contract";
import type { CredentialClass } from "../plan/case.js";
import type { Transport } from "../plan/scenario.js";
import type { Happening } from "../run/story.js";

/** A channel and its address, with its parameters filled in. */
export interface Target {
  readonly channel: Channel;
  readonly address: string;
  /** The values, by parameter. */
  readonly values: ReadonlyMap<string, string>;
}

/** What a client can do on a channel. */
export interface Abilities {
  readonly transports: readonly Transport[];
  /** True if clients publish, and others get it. */
  readonly publish: boolean;
  /** True if a publish that is sent again under its name is the same message. */
  readonly keys: boolean;
  /** True if members enter and leave, and are told. */
  readonly presence: boolean;
  /** True if a subscription can begin with what was before it. */
  readonly fromStart: boolean;
  /** False if one subscribes in a way that the documents do not tell: nothing need come then. */
  readonly listens: boolean;
  /** True if a subscription can be given up while the connection stays. */
  readonly unsubscribes: boolean;
  /** True if a name that nobody has used before makes a channel. */
  readonly freeNames: boolean;
  /** True if messages have positions, so that a connection can go on where the last one was. */
  readonly positions: boolean;
}

/** What opening a connection takes. */
export interface OpenOptions {
  /** Name of the listener, by which everything is told. */
  readonly by: string;
  readonly over: Transport;
  readonly credential: CredentialClass;
  /** Address of the server, or of a proxy before it. */
  readonly url: URL;
  /** The channel of the socket, where each has its own. */
  readonly at?: Target;
  /** The listener's connection before this one, to go on from what came over it. */
  readonly resume?: Link;
  /** With `resume`: the positions are like those that came, but of nobody's issuing. */
  readonly forged?: true;
  /** Told of everything but the opening itself, in the order in which it happens. */
  readonly tell: (happening: Happening) => void;
  /** Milliseconds until an opening, or an answer, is given up. */
  readonly timeoutMs: number;
}

/** An open connection. Each call settles when it was answered, or after the time for that; what came of it is told. */
export interface Link {
  subscribe(target: Target, options?: { readonly from?: "start" }): Promise<void>;
  unsubscribe(target: Target): Promise<void>;
  /** `key` names the publish, where the dialect can. */
  publish(target: Target, data: Json, key?: string): Promise<void>;
  presence(target: Target, action: "enter" | "update" | "leave", data?: Json): Promise<void>;
  /** Sends a frame as it stands: text that is none of JSON as it is. `message`: the contract's name of it. Waits for the answer if it must have one. */
  send(frame: Json | string, message?: string): Promise<void>;
  /** Closes in order. */
  close(): Promise<void>;
  /** Ends it without telling anybody. */
  abandon(): void;
}

/** A message of the contract that a client sends, as it goes over the wire. */
export interface Sample {
  readonly message: string;
  readonly frame: Json;
  /** The messages that answer it, one of them. */
  readonly replies: readonly string[];
}

/** How clients of a contract's channels speak. */
export interface Dialect {
  readonly name: string;
  /** The channel over which all others travel, if there is one. */
  readonly carrier?: string;
  /** The message that greets a connection, which `opened` tells in detail, if there is one. */
  readonly greeting?: string;
  /** What a client can do on a channel; undefined: it is none of this dialect's. */
  abilities(channel: Channel): Abilities | undefined;
  /** True if the profile has a credential of the class, or it can be made. */
  has(credential: CredentialClass, channel: Channel): boolean;
  /** The channel with all that tells its addresses apart: a key behind `#`, where one connection carries several by it. */
  view(channel: Channel): Channel;
  /** What a message says of the address on which it comes, whatever it is about. */
  fixed(channel: Channel, message: string | undefined): ReadonlyMap<string, string>;
  /** The message that clients publish on the channel, and others get. */
  published(channel: Channel): string | undefined;
  /** True if nobody is let in without a credential. */
  guarded(channel: Channel): boolean;
  /** True if a credential may do and yet not for this channel. */
  scoped(channel: Channel): boolean;
  /** True if all channels are behind one connection, so that who it lets in need be tried once. */
  readonly isOneDoor: boolean;
  /** Messages that a client may send there at any time, whose answers the document declares. */
  samples(channel: Channel, n: number): readonly Sample[];
  /** Frames that nobody knows, and after which the connection must still be there. */
  nonsense(channel: Channel): readonly (Json | string)[];
  /** Opens a connection. Undefined: it was refused, which is told. */
  open(options: OpenOptions): Promise<Link | undefined>;
}
