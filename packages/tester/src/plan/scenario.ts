import type { Json } from "@parlance/contract";
import type { CredentialClass } from "./case.js";
import type { Step } from "./sequence.js";

/** What a scenario is to show. */
export type ScenarioKind =
  /** A change brings its event, with what changed, once, to those who may have it. */
  | "trigger"
  /** Nothing comes where nothing is due. */
  | "silence"
  /** A credential that must not do opens nothing and subscribes to nothing. */
  | "auth"
  /** What one publishes the others get, in order. */
  | "publish"
  /** A message leaves out one connection, and no other. */
  | "exclude"
  /** Each request has one reply. */
  | "reply"
  /** Who enters is told, and who leaves. */
  | "presence"
  /** Signs of life, and frames that nobody knows. */
  | "protocol"
  /** What was missed while the connection was away comes, once and in order, or a gap is told. */
  | "resume"
  /** A webhook endpoint gets what it asked for, as it was signed. */
  | "delivery";

/** How a listener is connected. */
export type Transport = "websocket" | "sse";

/** A channel of the contract and what stands for the parameters of its address. */
export interface ChannelAddress {
  /** Name of the channel in the contract. */
  readonly channel: string;
  /** A value, or what the step of that name created: its id, or what the pointer tells of its answer. */
  readonly parameters: Readonly<Record<string, string | { readonly from: string; readonly pointer?: string }>>;
}

/** Where a connection is cut: behind so many whole frames, or so many bytes, of those that the server sends from now on. */
export interface Cut {
  readonly after: { readonly frames: number } | { readonly bytes: number };
  /** `reset`: both sides are told; `fin`: closed in order; `stall`: nothing comes any more, and nobody is told. */
  readonly how: "reset" | "fin" | "stall";
}

/** What a step waits for. It is over at once when that came, and anyway after the run's deadline. */
export type Until =
  /** So many events of a message since the last wait for one of it by this listener; any message where none is named. */
  | { readonly events: number; readonly message?: string; readonly of: string }
  /** So many messages since the scenario began, also before the step. */
  | { readonly total: number; readonly of: string }
  /** As many messages since the scenario began as its steps have published until then. */
  | { readonly published: true; readonly of: string }
  /** Each message that the other listener has got has come to this one too, also before the step; all of those behind a gap that it was told of. */
  | { readonly caughtUp: string; readonly of: string }
  /** So many frames that are told as a message, since this listener last waited for one of it. */
  | { readonly frames: number; readonly message: string; readonly of: string }
  /** So many times it was told that a member did this, since this listener last waited for it. */
  | { readonly members: number; readonly action: "here" | "entered" | "updated" | "left"; readonly of: string }
  /** So many answers to what this listener has sent, since it last waited for some. */
  | { readonly replies: number; readonly of: string }
  /** The connection is closed. */
  | { readonly closed: true; readonly of: string }
  /** So many requests have come to each of the sinks; after `withinMs` in place of the run's deadline. */
  | { readonly deliveries: number; readonly of: readonly string[]; readonly withinMs?: number }
  /** Nothing: the whole time is waited, to see that nothing comes. */
  | { readonly quietMs: number };

/** What a sink answers to one request. The last one holds for all that follow. */
export interface SinkAnswer {
  /** Status to answer, or how the connection ends without one. */
  readonly answer: number | "reset" | "timeout";
  readonly headers?: Readonly<Record<string, string>>;
}

/** One thing that is done. `as` names who does it: a listener or a sink of the scenario. */
export type ScenarioStep =
  | {
      readonly do: "open";
      readonly as: string;
      readonly over: Transport;
      readonly credential: CredentialClass;
      /** The channel whose socket is opened, where each has its own. */
      readonly at?: ChannelAddress;
      /** Goes on from what this listener has seen; `forged`: from a position like it that nobody issued. */
      readonly resume?: true | "forged";
      readonly cut?: Cut;
    }
  | { readonly do: "subscribe"; readonly as: string; readonly to: ChannelAddress; readonly from?: "start" }
  | { readonly do: "unsubscribe"; readonly as: string; readonly from: ChannelAddress }
  | {
      readonly do: "publish";
      readonly as: string;
      readonly to: ChannelAddress;
      readonly data: Json;
      /** Names the publish, where the dialect can: sent again under that name, it is the same message. */
      readonly key?: string;
    }
  | {
      readonly do: "presence";
      readonly as: string;
      readonly at: ChannelAddress;
      readonly action: "enter" | "update" | "leave";
      readonly data?: Json;
    }
  /** Sends a message of the contract, or what is none, as it stands. */
  | { readonly do: "send"; readonly as: string; readonly message?: string; readonly frame: Json | string }
  /** Cuts the open connection behind so much of what the server sends from now on; without `after`, at once. */
  | { readonly do: "cut"; readonly as: string; readonly how: Cut["how"]; readonly after?: Cut["after"] }
  | { readonly do: "close"; readonly as: string }
  /** Calls an operation; `step.name` is what later steps take its answer by. */
  | { readonly do: "call"; readonly step: Step }
  /** Opens a webhook endpoint of the tester, whose URL the steps after it can take, and answers by the script. */
  | { readonly do: "listen"; readonly as: string; readonly script: readonly SinkAnswer[] }
  /** `after`: only if the call of that name had success. Nobody waits for a listener that was refused. */
  | { readonly do: "wait"; readonly until: Until; readonly after?: string };

/** An event that must come because of a call that succeeds. */
export interface Due {
  /** Name of the step that calls. */
  readonly call: string;
  /** Name of the message in the contract. */
  readonly message: string;
  /** The listener that must get it. */
  readonly to: string;
  /** What the call does to the thing that the event is about. */
  readonly effect: "create" | "change" | "remove" | "other";
  /** Name of the step that created the thing. */
  readonly about: string;
}

/** Things done one after the other, and what they are to show. Plain JSON, so that it can be stored and played again. */
export interface Scenario {
  readonly kind: ScenarioKind;
  /** The channel or webhook that it is about. */
  readonly subject: string;
  readonly steps: readonly ScenarioStep[];
  /** What must come of the calls. */
  readonly dues?: readonly Due[];
}
