// A WebSocket server with many connections in a process of its own: our platform's front, or bare `ws`.
import type { Application } from "./hello.ts";
import { serveCommands } from "./serve-commands.ts";

/** How a client of the crowd gets in. */
export interface Door {
  readonly port: number;
  readonly path: string;
  readonly protocol: string | null;
  /** Whose token each client sends in a hello; null where there is no such thing. */
  readonly application: Application | null;
  /** Whether each client subscribes to the channel. */
  readonly subscribed: boolean;
  /** After so many frames of the server a client is in. */
  readonly frames: number;
}

/** One kind of server. */
export interface Front {
  /** Starts to listen. */
  open(options: { readonly subscribed: boolean }): Promise<Door> | Door;
  /** Sends so many messages to every subscriber. */
  publish(first: number, count: number): Promise<void> | void;
}

const { front } = (await import(`../fronts/${process.argv[2]}.ts`)) as { readonly front: Front };
let cpu = process.cpuUsage();

const commands = {
  open: (options: { readonly subscribed: boolean }): Promise<Door> | Door => front.open(options),

  /** Resident bytes without garbage. */
  async memory(_: null): Promise<number> {
    for (let pass = 0; pass < 3; pass++) {
      globalThis.gc?.();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return process.memoryUsage.rss();
  },

  publish: ({ first, count }: { readonly first: number; readonly count: number }) => front.publish(first, count),

  /** User and system CPU in microseconds since the last time it was asked. */
  cpu(_: null): number {
    const { user, system } = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    return user + system;
  },
};

/** What this process does. */
export type FrontProcess = typeof commands;

serveCommands(commands);
