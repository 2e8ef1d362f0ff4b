import type { Json, JsonObject } from "@parlance/contract";
import type { Around, AttemptOutcome, DeliveryToSend, WebhookAnswer, WebhookPost } from "@parlance/platform/testing";

/** What a fault is about; each has a file of faults and one of probes. */
export const areas = ["shape", "input", "auth", "state", "events", "resume", "webhooks"] as const;

/** What a fault is about. */
export type Area = (typeof areas)[number];

/** A request on its way to the platform. Its headers can be changed. */
export interface Incoming {
  /** The operation's id; empty for what is no operation's. */
  readonly operation: string;
  readonly headers: Record<string, string | readonly string[] | undefined>;
  /** A token that may do everything in the project of the development application. */
  readonly admin: string;
}

/** A request that the platform has admitted. */
export interface Admitted {
  readonly operation: string;
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly headers: Readonly<Incoming["headers"]>;
  /** The project of the caller. Can be changed: the call is then carried out in another's. */
  project: string | undefined;
  /** The body as it came; empty if there is none. Can be changed. */
  body: Buffer;
}

/** An answer on its way to the client. Everything can be changed. */
export interface Outgoing {
  readonly operation: string;
  readonly method: string;
  readonly project: string | undefined;
  status: number;
  /** Names in lower case. */
  readonly headers: Map<string, string>;
  body: Buffer;
}

/** What a schema said against a value, or is to say. */
export interface Defect {
  readonly pointer?: string;
  readonly parameter?: string;
  /** The code of an item of a problem, such as `minimum`. */
  readonly code: string;
}

/** A frame of a WebSocket or an event stream. */
export type Frame = JsonObject;

/** A connection as faults see it; the same object each time. */
export interface Peer {
  /** Its id; empty until it is welcome. */
  readonly id: string;
  /** The project of its token; undefined until it is welcome. */
  readonly project: string | undefined;
  /** Sends a frame that no fault sees. */
  send(frame: Frame): void;
  /** Ends the connection as one that sent what is no frame. */
  end(message: string): void;
}

/** A subscription that somebody wants. */
export interface Wanted {
  readonly channel: string;
  /** Id of the connection. */
  readonly connection: string;
}

/** Where a fault lays hands on. What is left out goes its right way. */
export interface Hooks {
  /** Before the platform looks at a request. */
  readonly request?: (request: Incoming) => void;
  /** Before an admitted request is carried out. */
  readonly admitted?: (request: Admitted) => void;
  /** In place of an operation's handler. */
  readonly around?: Around;
  /** True for a defect that goes through. */
  readonly overlook?: (defect: Defect) => boolean;
  /** A defect of a value that has none. */
  readonly invent?: (value: Json | undefined, parameter: string | undefined) => Defect | undefined;
  /** Before an answer is sent. */
  readonly answer?: (answer: Outgoing) => void;
  /** The frames that go to a client in place of one. */
  readonly send?: (frame: Frame, peer: Peer) => readonly Frame[];
  /** The frames that the platform gets in place of one of a client. */
  readonly receive?: (frame: Frame, peer: Peer) => readonly Frame[];
  /** The code that a connection is closed with in place of one. */
  readonly close?: (code: number) => number;
  /** True for a token of a connection that is taken for one that may do everything. */
  readonly identify?: (token: string | undefined) => boolean;
  /** True for a subscription that takes no right. */
  readonly permit?: (wanted: Wanted) => boolean;
  /** The headers with which an event stream begins. */
  readonly head?: (headers: Readonly<Record<string, string>>) => Record<string, string>;
  /** For each event stream: what is written in place of a line that bears an id; empty = nothing. */
  readonly stream?: () => (line: string) => string;
  /** In place of an attempt to deliver a webhook. */
  readonly attempt?: (
    delivery: DeliveryToSend,
    proceed: (delivery?: DeliveryToSend) => Promise<AttemptOutcome | undefined>,
  ) => Promise<AttemptOutcome | undefined>;
  /** In place of sending a webhook, signed as it is. */
  readonly post?: (
    post: WebhookPost,
    proceed: (post?: WebhookPost) => Promise<WebhookAnswer>,
  ) => Promise<WebhookAnswer>;
}

/** One way in which a server breaks its contract. */
export interface Fault {
  /** The area and a name, kebab-case. */
  readonly id: string;
  readonly area: Area;
  /** What the server does, as a sentence. */
  readonly title: string;
  /** The operations, channels and webhooks that a tester needs to see to find it; `*` stands for any letters. */
  readonly only: readonly string[];
  /** Makes the fault, with memory of its own where it needs one. */
  readonly apply: () => Hooks;
}
