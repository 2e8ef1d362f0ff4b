import type { Channel, JsonObject, Message, Server } from "@parlance/contract";

/** Where a parameter of a socket stands in the request that opens it. */
export type SocketParameterPlace = "path" | "query" | "header";

/** What fills a socket's address, its query, or a header of the request that opens it. */
export interface NamedSocketParameter {
  /** Key in the object of parameters, and in the descriptor. */
  readonly key: string;
  /** Name on the wire. */
  readonly name: string;
  readonly in: SocketParameterPlace;
  readonly type: "string" | "number" | "integer" | "boolean" | "list";
  /** All it may be; undefined: any value of the type. */
  readonly values?: readonly (string | number | boolean)[];
  readonly required: boolean;
  /** What the runtime fills in where the application gives nothing: of the address alone, a server knows its other defaults. */
  readonly default?: string;
  readonly description?: string;
}

/** A message of a socket. */
export interface NamedSocketMessage {
  /** As the document names it. */
  readonly name: string;
  readonly message: Message;
  /** Key of the payload's type among the types; undefined: the payload may be anything. */
  readonly type: string | undefined;
}

/** A message that may be sent, with the methods of a socket's own class that send it, e.g. `sendNote` and `requestNote`. */
export interface NamedSentMessage extends NamedSocketMessage {
  readonly methods: { readonly send: string; readonly request: string };
}

/** Messages that answer one that is sent. */
export interface SocketRequest {
  readonly message: string;
  readonly replies: readonly string[];
}

/** Names kept free for the types of one socket. */
export type SocketTypes = Readonly<
  Record<"receives" | "sends" | "replies" | "parameters" | "shape" | "socket", string>
>;

/**
 * A socket that does not speak the Parlance protocol, with all names that printers need. Channels of one address are one socket:
 * a connection carries them all.
 */
export interface NamedSocket {
  readonly name: string;
  readonly channels: readonly [Channel, ...Channel[]];
  readonly server: Server | undefined;
  /** File without extension. */
  readonly file: string;
  /** Constant that holds the descriptor, e.g. `marketDataSocket`. */
  readonly constant: string;
  /** Method of the client, e.g. `marketData`. */
  readonly method: string;
  readonly types: SocketTypes;
  /** Those of the address first, in its order. */
  readonly parameters: readonly NamedSocketParameter[];
  /** Everything that may come, also what the document only lets a client send: servers echo. */
  readonly receives: readonly NamedSocketMessage[];
  readonly sends: readonly NamedSentMessage[];
  readonly requests: readonly SocketRequest[];
  /** The `x-parlance-…` members of its channels; without `x-parlance-token`, what the security schemes come to. */
  readonly extensions: JsonObject;
}
