import type { Fault } from "../fault.ts";

/** A fault but for what it does. */
export type Named = Omit<Fault, "apply">;

/** A fault of the watch over tunnels and their clients. */
export function onWatch(name: string, title: string): Named {
  return { id: `events-${name}`, area: "events", title, only: ["socket", "tunnels", "clients.*"] };
}

/** A fault of connections, and of what is said there of channels. */
export function onChannels(name: string, title: string): Named {
  return { id: `events-${name}`, area: "events", title, only: ["socket", "channels", "channels.*"] };
}

/** A fault of going on with a channel. */
export function onResume(name: string, title: string): Named {
  return { id: `resume-${name}`, area: "resume", title, only: ["socket", "channels", "channels.*"] };
}

/** A fault of going on with an event stream. */
export function onStream(name: string, title: string): Named {
  return { id: `resume-stream-${name}`, area: "resume", title, only: ["events", "channels", "channels.*"] };
}

/** A fault of webhooks, of what happens to tunnel clients. */
export function onWebhooks(name: string, title: string): Named {
  return { id: `webhooks-${name}`, area: "webhooks", title, only: ["client.*", "clients.*", "webhooks.*"] };
}
