import type { ErrorFrame, ServerFrame } from "../frames/frames.gen.js";
import { errorOf } from "./errors.js";
import { lossByFrame } from "./loss.js";
import type { Machine } from "./machine.js";

/** Takes a frame of the server. Messages come first, because nearly all frames are messages. */
export function receive(machine: Machine, frame: ServerFrame): void {
  const { context, connecting, subscriptions, inbox, presence } = machine;
  connecting.heartbeat.heard();
  switch (frame.type) {
    case "message": {
      const track = subscriptions.find(frame)?.track ?? inbox.find(frame.channel);
      if (track) track.message(frame);
      else if (frame.offset === undefined) context.emit({ type: "direct", frame });
      return;
    }
    case "ok":
      return void machine.requests.answered(frame);
    case "error":
      return refuse(machine, frame);
    case "live":
      return subscriptions.find(frame)?.live();
    case "gap":
      return (subscriptions.find(frame)?.track ?? inbox.find(frame.channel))?.gap(frame);
    case "unsubscribed":
      return subscriptions.withdrawn(frame);
    case "presence":
      return presence.change(frame);
    case "presence_sync":
      return presence.sync(frame);
    case "welcome":
      return connecting.welcomed(frame);
    case "ping":
      return context.send({ type: "pong", ...(frame.echo === undefined ? {} : { echo: frame.echo }) });
    case "pong":
      return machine.pings.answered(frame);
    case "cast":
      return context.emit({ type: "cast", frame });
    case "reauth":
      return machine.token.refresh();
    case "bye":
      return connecting.lose(lossByFrame(frame));
    default:
      return context.emit({ type: "unknown", frame });
  }
}

/** Before `welcome` an error refuses `hello`; afterwards it answers a request, or nobody asked. */
function refuse({ context, connecting, requests }: Machine, frame: ErrorFrame): void {
  if (!connecting.connected) return connecting.lose(lossByFrame(frame));
  if (!requests.answered(frame) && frame.id === undefined) context.emit({ type: "error", error: errorOf(frame) });
}
