import type { Command } from "./command.js";
import { ownError } from "./errors.js";
import type { Machine } from "./machine.js";
import type { RequestSpec } from "./request.js";

/** Does what the application wants, or puts it where it waits. */
export function obey(machine: Machine, command: Command): void {
  const { context, connecting, subscriptions, requests } = machine;
  switch (command.type) {
    case "connect":
      return connecting.connect();
    case "close":
      return connecting.close();
    case "subscribe":
      return subscriptions.subscribe(command);
    case "unsubscribe":
      return subscriptions.unsubscribe(command.subscription);
    case "ack":
      return subscriptions.ack(command.subscription, command.offset);
    case "publish":
      return machine.publishes.publish(command);
    case "presence":
      return machine.memberships.request(command);
    case "history":
      return requests.add(plain(machine, command, { type: "history", ...command.query }));
    case "request": {
      const { method, params } = command;
      return requests.add(plain(machine, command, { type: "request", method, ...(params && { params }) }));
    }
    case "cast": {
      const { method, params } = command;
      if (connecting.connected) context.send({ type: "cast", method, ...(params && { params }) });
      return;
    }
    case "ping":
      return machine.pings.send(command.request, command.timeoutMs, connecting.connected);
    case "cancel":
      machine.pings.cancel(command.request);
      return requests.cancel(command.request);
  }
}

/** The session is over: says so to whoever still asks. */
export function refuseAfterEnd({ context, connecting }: Machine, command: Command): void {
  const error = connecting.state.status === "failed" ? connecting.state.error : ownError("closed");
  if (command.type === "subscribe") {
    const { subscription } = command;
    context.emit({ type: "subscription", subscription, state: { status: "unsubscribed", error } });
  } else if ("request" in command && command.type !== "cancel") {
    context.emit({ type: "settled", request: command.request, outcome: { status: "failed", error } });
  }
}

/** A request whose outcome concerns nobody but the application. */
function plain(
  { context }: Machine,
  { request, timeoutMs }: { readonly request: number; readonly timeoutMs: number | null },
  body: RequestSpec["body"],
): RequestSpec {
  return {
    body,
    number: request,
    timeoutMs,
    settle: (outcome) => context.emit({ type: "settled", request, outcome }),
  };
}
