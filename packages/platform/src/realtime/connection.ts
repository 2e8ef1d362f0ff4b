import type { LogMessage, Position } from "../broker/broker.js";
import { errorTable, type ErrorCode } from "../gen/errors.gen.js";
import type { Json, JsonObject } from "../json/json.js";
import { problem, type PlatformError } from "../problem/platform-error.js";
import { Allowance } from "./allowance.js";
import { recheck } from "./auth.js";
import { Backlog } from "./backlog.js";
import { type EndOptions, farewell } from "./farewell.js";
import type { LiveConnection, Termination } from "./live-connection.js";
import type { Hub } from "./hub.js";
import { leave } from "./leave.js";
import type { Link } from "./link.js";
import { messageFrame } from "./logged-message.js";
import { OutgoingFrame } from "./outgoing-frame.js";
import { receiveFrame } from "./receive-frame.js";
import { refuseFrame } from "./refuse-frame.js";
import { SessionHolder } from "./session-holder.js";
import type { KeptPosition } from "./session-keeper.js";
import type { Subscription } from "./subscription.js";
import { takeFrame } from "./take-frame.js";
import { withdraw } from "./withdraw.js";

const normalClosure = 1000;

/**
 * One client, as the hub sees it: frames in, frames out over a `Link`. It knows no socket and no timer; a front calls `receive` and
 * `closed`, the hub calls `tick`.
 */
export class Connection extends SessionHolder implements LiveConnection {
  readonly hub: Hub;
  readonly link: Link;
  readonly connectedAt: number;
  readonly backlog = new Backlog();
  /** Empty until the hello is accepted. */
  id = "";
  lastSeenAt: number;
  /** When the last frame went to the client. */
  lastSentAt: number;
  /** When the last ping went unanswered so far; 0 = none did. */
  pingedAt = 0;
  /** When it last had a subscription or a request. */
  busyAt: number;
  inFlight = 0;
  /** What it may send: frames of any kind, and among them messages. */
  readonly frames: Allowance;
  readonly messages: Allowance;
  /** When the memberships that a resumed session brought along are judged anew; 0 = they are. */
  judgeAt = 0;
  /** Until when the simulation lets it be silent. */
  stalledUntil = 0;
  /** By `positionKey`. Made on first use: most memory of many connections would be empty maps. */
  subscriptions: Map<string, Subscription> | undefined;
  /** Where its session began to hear the channels whose history it may not read, by channel. */
  heardSince: Map<string, Position> | undefined;
  /** Where it made whom present: member ids by channel. */
  memberships: Map<string, string> | undefined;
  /** What is under way, by channel. */
  turns: Map<string, PromiseLike<void>> | undefined;
  inbox: Subscription | undefined;
  /** How far the filtered subscriptions of the resumed session were; only while its hello is carried out. */
  positions: ReadonlyMap<string, KeptPosition> | undefined;

  constructor(hub: Hub, link: Link) {
    super();
    const now = hub.now();
    this.hub = hub;
    this.link = link;
    this.connectedAt = this.lastSeenAt = this.lastSentAt = this.busyAt = now;
    this.frames = new Allowance(hub.limits.framesPerSecond, now);
    this.messages = new Allowance(hub.limits.messagesPerSecond, now);
  }

  get transport(): Link["transport"] {
    return this.link.transport;
  }

  /** Takes a frame of the client, decoded and not yet validated. Never throws: a defect costs this connection and no other. */
  receive(value: Json): void {
    try {
      receiveFrame(this, value);
    } catch (error) {
      this.defect(error);
    }
  }

  /** Refuses what a front cannot decode: as the answer to the id in `value`, or else by ending the connection. */
  refuse(reason: string, value: JsonObject = {}): void {
    if (takeFrame(this, value)) refuseFrame(this, reason, value);
  }

  /** Ends the connection because the platform failed to serve it; the client comes back and resumes. */
  defect(error: unknown): void {
    this.hub.report(error);
    this.end("insufficient_state", { message: "The platform failed. Come back and resume." });
  }

  send(frame: OutgoingFrame): void {
    if (this.state.status === "closed" || this.stalledUntil > 0) return;
    this.lastSentAt = this.hub.now();
    this.hub.metrics.framesOut += 1;
    this.link.send(frame);
    if (this.link.bufferedBytes > this.hub.limits.queueBytes) this.endSlow();
  }

  /** Ends the connection because its client does not keep up. It comes back and resumes. */
  endSlow(): void {
    this.hub.metrics.slowConsumers += 1;
    this.end("slow_consumer", { message: "The client reads too slowly. Come back and resume." });
  }

  /** Announces why, then closes. */
  end(code: ErrorCode, options: EndOptions): void {
    if (this.state.status === "closed") return;
    const { frame, closeCode, ending } = farewell(code, options);
    leave(this, ending, code);
    this.link.send(frame);
    this.link.close(closeCode, code);
  }

  /** Breaks the connection without a word, as a network does. */
  drop(): void {
    if (this.state.status === "closed") return;
    leave(this, "lost");
    if (this.link.cut === undefined) this.link.close(errorTable.restart.closeCode, "restart");
    else this.link.cut();
  }

  /** Ends the connection with an error that has a close code of its own. */
  fail(error: PlatformError): void {
    const afterMs = error.retryAfterSeconds === undefined ? {} : { afterMs: Math.ceil(error.retryAfterSeconds * 1000) };
    this.end(error.code, { message: error.message, ...afterMs });
  }

  /** The link is gone. Without a close code, or with another than 1000, the client may come back. */
  closed(code?: number): void {
    if (this.state.status !== "closed") leave(this, code === normalClosure ? "left" : "lost");
  }

  deliver(message: Omit<LogMessage, "offset">): void {
    if (this.isOpen) this.send(new OutgoingFrame(messageFrame(message)));
  }

  terminate({ code, reason }: Termination): void {
    const known = Object.hasOwn(errorTable, code) ? (code as ErrorCode) : "terminated";
    this.end(known, { message: reason ?? `${errorTable[known].title}.` });
  }

  unsubscribe(channel: string): void {
    for (const subscription of this.subscriptions?.values() ?? []) {
      if (subscription.channel !== channel) continue;
      withdraw(subscription, problem("gone", "The channel was deleted. Subscribe again to begin anew."));
    }
  }

  recheck(): void {
    if (this.isOpen) recheck(this);
  }
}
