import type { ErrorFrame, ServerFrame } from "../frames/frames.gen.js";
import { errorOf } from "./errors.js";
import { lossByFrame } from "./loss.js";
import type { Machine } from "./machine.js";
import type { Address } from "./subscription.js";
import type { Track } from "./track.js";

/** Takes a frame of the server. */
export function receive(machine: Machine, frame: ServerFrame): void {
  const { context, connecting, requests, subscriptions } = machine;
  connecting.heartbeat.heard();
  switch (frame.type) {
    case "message": {
      const track = trackOf(machine, frame);
      if (track) track.message(frame);
      else if (frame.offset === undefined) context.emit({ type: "direct", frame });
      return;
    }
    case "ok":
    case "pong":
      return void requests.answered(frame);
    case "error":
      return refuse(machine, frame);
    case "live":
      return subscriptions.find(frame)?.live();
    case "gap":
      return trackOf(machine, frame)?.gap(frame);
    case "unsubscribed":
      return subscriptions.withdrawn(frame);
    case "welcome":
      return connecting.welcomed(frame);
    case "ping":
      return context.send({ ...frame, type: "pong" });
    case "cast":
      return context.emit({ type: "cast", frame });
    case "reauth":
      return machine.token.refresh();
    case "bye":
      return connecting.lose(lossByFrame(frame));
    default:
      for (const part of machine.parts.values()) if (part.received(frame)) return;
      context.emit({ type: "unknown", frame: { ...frame } });
  }
}

/** Where a message belongs: to a subscription, or to the user's own channel. */
function trackOf({ subscriptions, inbox }: Machine, frame: Address): Track | null {
  return subscriptions.find(frame) ?? (inbox?.channel === frame.channel ? inbox : null);
}

/** Before `welcome` an error refuses `hello`; afterwards it answers a request, or nobody asked. */
function refuse({ context, connecting, requests }: Machine, frame: ErrorFrame): void {
  if (!connecting.connected) return connecting.lose(lossByFrame(frame));
  if (!requests.answered(frame) && frame.id === undefined) context.emit({ type: "error", error: errorOf(frame) });
}
