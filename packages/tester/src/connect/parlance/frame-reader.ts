import type { Json, JsonObject } from "@parlance/contract";
import { type MessageFrame, messageIdOf } from "@parlance/protocol";
import { isObject } from "../../values/json-kinds.js";
import type { Delivered, Happening, LogPosition, SubscriptionTold } from "../../run/story.js";
import { channelAt } from "../addresses.js";
import type { Target } from "../dialect.js";
import type { Vocabulary } from "./vocabulary.js";

/** What reading frames takes. */
export interface FrameReaderOptions {
  readonly by: string;
  readonly vocabulary: Vocabulary;
  readonly tell: (happening: Happening) => void;
  /** What is subscribed to, by address. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Where a connection before this one was. */
  readonly positions?: ReadonlyMap<string, LogPosition>;
}

const memberActions = { enter: "entered", update: "updated", leave: "left" } as const;

/** Tells what the frames of a session that is open say. */
export class FrameReader {
  /** The last position of each address. */
  readonly positions: Map<string, LogPosition>;
  readonly #options: FrameReaderOptions;
  readonly #expected = new Map<number, Target>();

  constructor(options: FrameReaderOptions) {
    this.#options = options;
    this.positions = new Map(options.positions);
  }

  /** The answer of this id is about a subscription. */
  expects(id: number, target: Target): void {
    this.#expected.set(id, target);
  }

  /** The user's own channel is subscribed to by itself. */
  welcome({ inbox }: JsonObject): void {
    if (isObject(inbox)) this.#held(String(inbox["channel"]), inbox);
  }

  /** Reads a frame behind `welcome`. */
  read(frame: JsonObject): void {
    const { by, tell } = this.#options;
    const channel = typeof frame["channel"] === "string" ? frame["channel"] : "";
    switch (frame["type"]) {
      case "ok":
      case "error":
        return this.#answer(frame, channel);
      case "message":
        return this.#message(frame, channel);
      case "live":
      case "gap":
        return this.#told(channel, { kind: frame["type"] });
      case "unsubscribed":
        return this.#told(channel, refusal(frame));
      case "presence": {
        const action = memberActions[frame["event"] as keyof typeof memberActions];
        if (action !== undefined)
          tell({ kind: "member", by, address: channel, action, member: memberOf(frame["member"]) });
        return;
      }
      case "presence_sync": {
        const members = Array.isArray(frame["members"]) ? (frame["members"] as readonly Json[]) : [];
        for (const member of members)
          tell({ kind: "member", by, address: channel, action: "here", member: memberOf(member) });
        return;
      }
    }
  }

  #answer(frame: JsonObject, channel: string): void {
    const { by, tell } = this.#options;
    const { id } = frame;
    const ok = frame["type"] === "ok";
    const position = positionIn(frame);
    if (typeof id === "number")
      tell({ kind: "reply", by, to: id, ok, frame, ...(position !== undefined && { position }) });
    const target = typeof id === "number" ? this.#expected.get(id) : undefined;
    if (target === undefined || typeof id !== "number") {
      if (!ok && id === undefined && channel !== "") this.#told(channel, refusal(frame));
      return;
    }
    this.#expected.delete(id);
    if (ok) this.#held(target.address, frame);
    else this.#told(target.address, refusal(frame));
  }

  #held(address: string, frame: JsonObject): void {
    const position = positionIn(frame);
    if (position !== undefined) this.positions.set(address, position);
    const { recovered, count } = frame;
    this.#told(address, {
      kind: "held",
      ...(position !== undefined && { position }),
      ...((recovered === "yes" || recovered === "no") && { recovered: recovered === "yes" }),
      ...(typeof count === "number" && { replays: count }),
    });
  }

  #message(frame: JsonObject, address: string): void {
    const { by, tell, vocabulary } = this.#options;
    const channel = this.#channel(address);
    const before = this.positions.get(address);
    const position = positionIn({ ...(before?.epoch !== undefined && { epoch: before.epoch }), ...frame });
    if (position !== undefined) this.positions.set(address, position);
    const data = frame["data"] ?? null;
    const message = channel === undefined ? undefined : vocabulary.recognise(channel, data);
    const id = messageIdOf(frame as unknown as MessageFrame, position?.epoch);
    const delivered: Delivered = {
      channel: channel?.name ?? "",
      address,
      data,
      ...(message !== undefined && { message }),
      ...(id !== undefined && { id }),
      ...(position !== undefined && { position }),
      ...(typeof frame["previous"] === "number" && { previous: frame["previous"] }),
      ...(frame["replay"] === true && { replayed: true }),
    };
    tell({ kind: "delivered", by, delivered });
  }

  #told(address: string, told: SubscriptionTold): void {
    const { by, tell } = this.#options;
    tell({ kind: "subscription", by, channel: this.#channel(address)?.name ?? "", address, told });
  }

  #channel(address: string) {
    const { targets, vocabulary } = this.#options;
    return targets.get(address)?.channel ?? channelAt(address, vocabulary.channels);
  }
}

function refusal({ code, message }: JsonObject): SubscriptionTold {
  return {
    kind: "refused",
    ...(typeof code === "string" && { code }),
    message: typeof message === "string" ? message : "",
  };
}

function positionIn({ epoch, offset }: JsonObject): LogPosition | undefined {
  if (typeof offset !== "number") return undefined;
  return { offset, ...(typeof epoch === "string" && { epoch }) };
}

function memberOf(member: Json | undefined): string {
  return isObject(member) && typeof member["id"] === "string" ? member["id"] : "";
}
