import type { Json } from "@parlance/contract";
import type { CredentialClass } from "../plan/case.js";
import type { Scenario, SinkAnswer, Transport } from "../plan/scenario.js";
import type { Exchange } from "./exchange.js";

/** Where a message stands in the log of its channel. Numbers grow within one epoch; texts are only compared for being the same. */
export interface LogPosition {
  readonly epoch?: string;
  readonly offset: number | string;
}

/** A message of a channel, as it reached a listener. */
export interface Delivered {
  /** Name of the channel in the contract. */
  readonly channel: string;
  /** The address, with its parameters filled in. */
  readonly address: string;
  /** Name of the message in the contract; undefined: it is none that the channel declares. */
  readonly message?: string;
  readonly data: Json;
  readonly id?: string;
  readonly position?: LogPosition;
  /** Offset of the message before it in this subscription, where the server tells it. */
  readonly previous?: number;
  /** True for what the server sent again from its log. */
  readonly replayed?: boolean;
}

/** What was told about a subscription. */
export type SubscriptionTold =
  /**
   * It holds. `recovered: false` says that something is missing; `replays`, how many messages come from the log; `assumed`, that the
   * documents declare no answer that would tell.
   */
  | {
      readonly kind: "held";
      readonly position?: LogPosition;
      readonly recovered?: boolean;
      readonly replays?: number;
      readonly assumed?: true;
    }
  | { readonly kind: "refused"; readonly code?: string; readonly message: string }
  /** Its replay is over. */
  | { readonly kind: "live" }
  | { readonly kind: "gap" };

/** True if the server says that something may be missing. */
export function tellsGap(told: SubscriptionTold): boolean {
  return told.kind === "gap" || told.kind === "refused" || (told.kind === "held" && told.recovered === false);
}

/** What happened, seen from one side. `by` names the listener or the sink. */
export type Happening =
  | { readonly kind: "opening"; readonly by: string; readonly over: Transport; readonly credential: CredentialClass }
  | { readonly kind: "opened"; readonly by: string; readonly resumed?: boolean; readonly detail?: Json }
  /** It was not let in: a status of HTTP, or a code of a frame or of a close. */
  | {
      readonly kind: "refused";
      readonly by: string;
      readonly status?: number;
      readonly code?: number | string;
      readonly message: string;
      /** Whether the server said why before; absent: the dialect knows no such message. */
      readonly announced?: boolean;
    }
  | {
      readonly kind: "sent";
      readonly by: string;
      readonly message?: string;
      readonly frame: Json | string;
      readonly id?: string | number;
    }
  /** Whatever came, one for each frame; what it says beside stands in entries of their own behind it. */
  | {
      readonly kind: "received";
      readonly by: string;
      /** Name of the channel whose message the frame is, where it is another than the scenario's. */
      readonly channel?: string;
      readonly message?: string;
      readonly frame: Json | string;
      /** Of a server-sent event: its type and its `id`, where it has them. */
      readonly event?: { readonly type?: string; readonly id?: string };
      /** What makes it none that can be read. */
      readonly broken?: string;
    }
  | { readonly kind: "delivered"; readonly by: string; readonly delivered: Delivered }
  | {
      readonly kind: "subscription";
      readonly by: string;
      readonly channel: string;
      readonly address: string;
      readonly told: SubscriptionTold;
    }
  /** An answer to what was sent with that id. */
  | {
      readonly kind: "reply";
      readonly by: string;
      readonly to: string | number;
      readonly ok: boolean;
      readonly frame: Json;
      /** Where the message stands that the answer is about. */
      readonly position?: LogPosition;
    }
  | {
      readonly kind: "member";
      readonly by: string;
      readonly address: string;
      readonly action: "here" | "entered" | "updated" | "left";
      readonly member: string;
    }
  | {
      readonly kind: "closed";
      readonly by: string;
      readonly code?: number;
      readonly reason?: string;
      readonly cause: "server" | "tester" | "cut";
      /** Whether the server said why before; absent: the dialect knows no such message. */
      readonly announced?: boolean;
    }
  | { readonly kind: "called"; readonly name: string; readonly exchange: Exchange }
  | {
      readonly kind: "hooked";
      readonly by: string;
      readonly method: string;
      readonly target: string;
      /** Names in lower case. */
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: Uint8Array;
      /** By the tester's clock, in milliseconds since 1970. */
      readonly receivedAt: number;
      readonly answered: SinkAnswer;
    }
  /** The sender waited for the answer of a sink no longer. */
  | { readonly kind: "abandoned"; readonly by: string }
  /** What the tester could not do, and why: nothing can be said of what follows from it. */
  | { readonly kind: "failed"; readonly step: number; readonly reason: string };

/** One thing that happened. */
export type Entry = Happening & {
  /** Index of the scenario's step during which it happened. */
  readonly step: number;
  /** Milliseconds since the scenario began. */
  readonly atMs: number;
};

/** What came of a scenario. Entries stand in the order in which they happened. */
export interface Story {
  readonly scenario: Scenario;
  readonly entries: readonly Entry[];
  /** True if every step was taken. */
  readonly whole: boolean;
}
