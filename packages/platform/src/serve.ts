import type { ApplicationCredentials } from "./create-project.js";
import type { PusherCredentials } from "./fronts/pusher/application.js";
import { createPlatform, type PlatformOptions } from "./platform.js";

/** Where `parlance serve` listens unless told otherwise. */
export const defaultPort = 7300;

/** How `serve` runs: the options of `createPlatform` that a command line gives. */
export type ServeOptions = Pick<
  PlatformOptions,
  "port" | "host" | "data" | "logLevel" | "callsPerSecond" | "turn" | "drainMs" | "pusher"
>;

/** A served platform: what `parlance serve --json` prints, and how to end it. */
export interface Served {
  readonly url: string;
  readonly application: ApplicationCredentials;
  /** A token of that application, valid for an hour. */
  readonly token: string;
  /** What Pusher's libraries are configured with to reach the same project. */
  readonly pusher: PusherCredentials;
  /** Takes no new calls, lets running ones finish, and closes the store. */
  close(): Promise<void>;
}

/**
 * Starts the platform as a server: on port 7300, logging calls to stderr. The caller calls `close` on SIGINT and SIGTERM.
 */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const platform = await createPlatform({ port: defaultPort, logLevel: "info", ...options });
  const { url, application, pusher, close } = platform;
  return { url, application, token: await platform.token(), pusher, close };
}
