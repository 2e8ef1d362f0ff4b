import type { Channel } from "@parlance/contract";
import type { Transport } from "../plan/scenario.js";
import type { Entry, Story } from "../run/story.js";

/** What was seen of one message of a channel. */
export interface MessageCoverage {
  readonly message: string;
  /** How often the tester sent it, where a client may. */
  readonly sent?: number;
  /** How often it reached a listener, where a client may receive it. */
  readonly received?: number;
}

/** What was seen of one channel. */
export interface ChannelCoverage {
  readonly channel: string;
  /** Subscriptions that held, and those that were refused. */
  readonly held: number;
  readonly refused: number;
  readonly messages: readonly MessageCoverage[];
  /** Messages that nobody declares. */
  readonly undeclared: number;
  /** Replies to what was sent here, by the operation that declares them. */
  readonly replies: readonly { readonly operation: string; readonly ok: number; readonly errors: number }[];
  readonly notes: readonly string[];
}

interface Seen {
  held: number;
  refused: number;
  undeclared: number;
  readonly received: Map<string, number>;
}

/** What went over connections of one kind, by message, where nothing tells of which channel it is. */
interface Frames {
  /** All messages, also those of which the channel is told. */
  readonly names: Set<string>;
  readonly sent: Map<string, number>;
  readonly received: Map<string, number>;
  readonly replies: Map<string, { ok: number; errors: number }>;
}

/** Counts what was sent and received over connections. */
export class MessageCounts {
  readonly #channels = new Map<string, Seen>();
  readonly #frames = new Map<Transport, Frames>();
  readonly #known: readonly Channel[];

  constructor(channels: readonly Channel[]) {
    this.#known = channels;
  }

  /** Counts what happened in a scenario. */
  add({ entries }: Story): void {
    const asked = new Map<string, string>();
    const overs = new Map<string, Transport>();
    for (const entry of entries) {
      if (entry.kind === "opening") overs.set(entry.by, entry.over);
      const frames = this.#framesOver("by" in entry ? overs.get(entry.by) : undefined);
      if ((entry.kind === "sent" || entry.kind === "received") && entry.message !== undefined)
        frames.names.add(entry.message);
      if (entry.kind === "sent" && entry.message !== undefined) {
        increase(frames.sent, entry.message);
        if (entry.id !== undefined) asked.set(`${entry.by} ${entry.id}`, entry.message);
      } else if (entry.kind === "received" && entry.message !== undefined)
        increase(entry.channel === undefined ? frames.received : this.#of(entry.channel).received, entry.message);
      else if (entry.kind === "delivered") this.#delivered(entry.delivered);
      else if (entry.kind === "subscription") this.#subscription(entry);
      else if (entry.kind === "reply") countReply(frames, asked.get(`${entry.by} ${entry.to}`), entry.ok);
    }
  }

  /** What was seen of a channel. */
  of(channel: Channel, notes: readonly string[]): ChannelCoverage {
    const { held, refused, received, undeclared } = this.#of(channel.name);
    const frames = [...this.#frames.values()].filter((each) => this.#isOver(channel, each));
    const count = (kind: "sent" | "received", message: string) =>
      frames.reduce((sum, each) => sum + (each[kind].get(message) ?? 0), 0);
    const of = (action: "send" | "receive") =>
      new Set(channel.operations.filter((each) => each.action === action).flatMap(({ messages }) => messages));
    const [sendable, receivable] = [of("send"), of("receive")];
    return {
      channel: channel.name,
      held,
      refused,
      messages: channel.messages.map((message) => ({
        message,
        ...(sendable.has(message) && { sent: count("sent", message) }),
        ...((receivable.has(message) || !sendable.has(message)) && {
          received: (received.get(message) ?? 0) + count("received", message),
        }),
      })),
      undeclared,
      replies: channel.operations
        .filter(({ reply }) => reply !== undefined)
        .map(({ id, messages }) => ({ operation: id, ...repliesTo(messages, frames) })),
      notes,
    };
  }

  /** True if frames like these go over the channel: no other has more of their messages. Several may share names. */
  #isOver(channel: Channel, { names }: Frames): boolean {
    const fit = ({ messages }: Channel) => messages.filter((each) => names.has(each)).length;
    const most = Math.max(...this.#known.map(fit));
    return most > 0 && fit(channel) === most;
  }

  #framesOver(over: Transport = "websocket"): Frames {
    const known = this.#frames.get(over) ?? {
      names: new Set(),
      sent: new Map(),
      received: new Map(),
      replies: new Map(),
    };
    this.#frames.set(over, known);
    return known;
  }

  #delivered({ channel, message }: Extract<Entry, { kind: "delivered" }>["delivered"]): void {
    if (message === undefined) this.#of(channel).undeclared += 1;
    else increase(this.#of(channel).received, message);
  }

  #subscription({ channel, told }: Extract<Entry, { kind: "subscription" }>): void {
    if (told.kind === "held") this.#of(channel).held += 1;
    if (told.kind === "refused") this.#of(channel).refused += 1;
  }

  #of(channel: string): Seen {
    const known = this.#channels.get(channel) ?? { held: 0, refused: 0, undeclared: 0, received: new Map() };
    this.#channels.set(channel, known);
    return known;
  }
}

function countReply({ replies }: Frames, message: string | undefined, ok: boolean): void {
  if (message === undefined) return;
  const count = replies.get(message) ?? { ok: 0, errors: 0 };
  replies.set(message, count);
  count[ok ? "ok" : "errors"] += 1;
}

function repliesTo(
  messages: readonly string[],
  frames: readonly Frames[],
): { readonly ok: number; readonly errors: number } {
  const all = frames.flatMap(({ replies }) => messages.map((each) => replies.get(each) ?? { ok: 0, errors: 0 }));
  return {
    ok: all.reduce((sum, { ok }) => sum + ok, 0),
    errors: all.reduce((sum, { errors }) => sum + errors, 0),
  };
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
