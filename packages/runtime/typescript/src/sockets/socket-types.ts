/** The payloads of messages by name. */
export type Payloads = object;

/** A message that came: of those the document names, told apart by `name`, or one that it does not know. */
export type ReceivedMessage<Receives extends Payloads = Payloads> =
  | { [Name in keyof Receives & string]: { readonly name: Name; readonly payload: Receives[Name] } }[keyof Receives &
      string]
  | { readonly name: "unknown"; readonly payload: unknown };

/** The answer to a request. */
export type Reply<Receives extends Payloads, Names> = {
  [Name in keyof Receives & Names & string]: { readonly name: Name; readonly payload: Receives[Name] };
}[keyof Receives & Names & string];

/** What a document lets come and go over a socket: payloads by name, and for each request the names of its answers. */
export interface SocketShape {
  readonly receives: Payloads;
  readonly sends: Payloads;
  readonly replies: Payloads;
  /** Name of the message that subscribes. */
  readonly subscribes: string;
}
