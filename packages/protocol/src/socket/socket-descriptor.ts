/** What a document says of a socket that does not speak the Parlance protocol; a generated constant. */
export interface SocketDescriptor {
  /** Name of the channel, or of the address that several share. */
  readonly id: string;
  /** URL template of the server and the defaults of its variables; absent: the application has to say it. */
  readonly server?: { readonly url: string; readonly variables?: Readonly<Record<string, string>> };
  /** Template of the address, with the keys of parameters in braces. */
  readonly address: string;
  readonly parameters?: readonly SocketParameter[];
  /** How messages that come are told: the first rule that holds. */
  readonly receives: readonly MessageRule[];
  /** What may be sent, by name. */
  readonly sends: Readonly<Record<string, SentMessage>>;
  readonly heartbeat?: HeartbeatRule;
  readonly token?: TokenRule;
  readonly subscription?: SubscriptionRule;
  readonly resume?: ResumeRule;
  readonly acknowledgement?: AcknowledgementRule;
  readonly close?: { readonly final: readonly number[] };
}

/** What fills the address, its query or a header. */
export interface SocketParameter {
  readonly key: string;
  /** On the wire; absent: the key. */
  readonly name?: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly default?: string;
}

/** How a payload travels; absent: as JSON. */
export type SocketCodec = "text" | "bytes";

/** A message and what a payload must be to be told as it. Pointers are JSON pointers (RFC 6901). */
export interface MessageRule {
  readonly name: string;
  readonly codec?: SocketCodec;
  /** JSON type: `object`, `array`, `string`, `number`, `boolean` or `null`. */
  readonly type?: string;
  /** Pointer → the value that stands there. */
  readonly is?: Readonly<Record<string, unknown>>;
  /** Pointers of what must be there. */
  readonly has?: readonly string[];
}

/** A message that may be sent. */
export interface SentMessage {
  readonly codec?: SocketCodec;
  /** Names of the messages that answer it. */
  readonly replies?: readonly string[];
  /** Where the id stands by which an answer is told, in it and in each answer. */
  readonly correlation?: {
    readonly pointer: string;
    readonly type: "integer" | "string";
    readonly answers: Readonly<Record<string, string>>;
  };
}

/** A message with its payload, or with what of it is known beforehand. */
export interface SocketMessage {
  readonly name: string;
  readonly payload: unknown;
}

/** How the connection is seen to be alive. */
export interface HeartbeatRule {
  /** Milliseconds between two signs of life of ours. */
  readonly intervalMs: number;
  /** Milliseconds without any message of the server's, after one of ours, that mean that the connection is dead. */
  readonly timeoutMs: number;
  /** What is sent; absent: pings of the WebSocket protocol, where the host has them. */
  readonly message?: SocketMessage;
}

/** Where the token goes. In a header it stands behind `Bearer`, unless it is `plain`. */
export type TokenRule = (
  | { readonly in: "query" | "header"; readonly name: string; readonly plain?: boolean }
  | { readonly in: "message"; readonly message: SocketMessage; readonly pointer: string }
) & {
  readonly refresh?: { readonly message: SocketMessage; readonly pointer: string; readonly beforeMs: number };
};

/** How subscriptions are asked for and told apart. */
export interface SubscriptionRule {
  /** Name of the message that subscribes. */
  readonly subscribe: string;
  readonly unsubscribe?: SocketMessage;
  /** Pointer of the key in both. */
  readonly key: string;
  /** Pointer of the key in messages that come. */
  readonly of: string;
}

/** How a connection goes on where the last one was. */
export type ResumeRule = { readonly position: string } & (
  | { readonly query: string }
  | { readonly message: SocketMessage; readonly pointer: string }
);

/** Who acknowledges what. */
export interface AcknowledgementRule {
  /** Messages of ours, by the server's `answer`: `id` points into ours, `of` into the answer. */
  readonly send?: {
    readonly messages: readonly string[];
    readonly id: string;
    readonly type: "integer" | "string";
    readonly answer: string;
    readonly of: string;
  };
  /** Messages of the server's, by our `answer`: `id` points into the server's, `of` into the answer. */
  readonly receive?: {
    readonly messages: readonly string[];
    readonly id: string;
    readonly answer: SocketMessage;
    readonly of: string;
  };
}
