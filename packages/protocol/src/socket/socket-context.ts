import type { SocketDescriptor, SocketMessage } from "./socket-descriptor.js";
import type { SocketEffect } from "./socket-effect.js";
import type { SocketMachineOptions } from "./socket-options.js";

/** What the concerns of one socket share: the time of this call, its effects, and the connection in use. */
export class SocketContext {
  now = 0;
  /** What this call asks of the driver. A new list each time, which the driver may keep. */
  effects: SocketEffect[] = [];
  /** The number of the one connection; null while nothing can be sent. */
  connection: number | null = null;

  constructor(
    readonly descriptor: SocketDescriptor,
    readonly options: SocketMachineOptions,
  ) {}

  emit(effect: SocketEffect): void {
    this.effects.push(effect);
  }

  /** Sends a message, or drops it while there is no connection. */
  send(message: SocketMessage): void {
    if (this.connection !== null) this.emit({ type: "send", connection: this.connection, message });
  }

  /** A number between the bounds. */
  between(from: number, to: number): number {
    return from + (to - from) * this.options.random();
  }
}
