import { closed } from "../frames/codes.gen.js";
import type { Command } from "./command.js";
import type { Machine } from "./machine.js";
import type { RequestBody } from "./request.js";
import type { Outcome } from "./session-event.js";

/** Does what the application wants, or puts it where it waits. */
export function obey(machine: Machine, command: Command): void {
  const { context, connecting, subscriptions } = machine;
  switch (command.type) {
    case "connect":
      return connecting.connect();
    case "disconnect":
      return connecting.disconnect();
    case "close":
      return connecting.close();
    case "subscribe":
      return subscriptions.subscribe(command);
    case "unsubscribe":
      return subscriptions.unsubscribe(command.subscription);
    case "hold":
    case "letGo":
      return machine.requests.hold(command.channel, command.type === "hold" ? 1 : -1);
    case "ask":
      return ask(machine, command);
    case "cast":
      if (connecting.connected) context.send(command);
      return;
    case "cancel":
      return machine.requests.cancel(command.request);
  }
}

/** The session is over: says so to whoever still asks. */
export function refuseAfterEnd({ context, connecting }: Machine, command: Command): void {
  const error = connecting.state.status === "failed" ? connecting.state.error : closed;
  if (command.type === "subscribe") {
    const { subscription } = command;
    context.emit({ type: "subscription", subscription, state: { status: "unsubscribed", error } });
  } else if (command.type === "ask") {
    context.emit({ type: "settled", request: command.request, outcome: { status: "failed", error } });
  }
}

/** A publish has a name by which the server knows it again when it comes twice. */
function ask(machine: Machine, { request, body, bytes, timeoutMs }: Command & { readonly type: "ask" }): void {
  const { context, parts, requests } = machine;
  const { instance } = context.options;
  const whole: RequestBody =
    body.type === "publish" ? { publishId: `${instance}:${++machine.publishes}`, ...body } : body;
  const settle = (outcome: Outcome): void => {
    for (const part of parts.values()) part.settled(whole, outcome);
    context.emit({ type: "settled", request, outcome });
  };
  for (const part of parts.values()) part.asked(whole);
  requests.add({ body: whole, number: request, bytes, timeoutMs, settle });
}
