import type { Served } from "@parlance/platform";
import { type ExitCode, exitCode } from "../exit-code.js";
import { interruption } from "../interruption.js";
import { unusable, type UnusableInput } from "../unusable-input.js";

/** The options of `parlance serve`, as commander gives them. */
export interface ServeFlags {
  readonly port?: string;
  readonly data?: string;
  readonly callsPerSecond?: string;
  readonly json?: true;
}

/**
 * `parlance serve`: the platform on this machine until it is interrupted (SIGINT, SIGTERM). Says where it listens and
 * with which development credentials. Throws `UnusableInput`.
 */
export async function serve(flags: ServeFlags): Promise<ExitCode> {
  const stop = interruption();
  const port = portOf(flags.port ?? "7300");
  const { data, callsPerSecond } = flags;
  const served = await begin({
    port,
    ...(data !== undefined && { data }),
    ...(callsPerSecond !== undefined && { callsPerSecond: rateOf(callsPerSecond) }),
  });
  const { url, application, token, pusher } = served;
  const line = JSON.stringify({ url, application, token, pusher });
  process.stdout.write(flags.json === true ? `${line}\n` : welcome(served));
  await stop;
  await served.close();
  return exitCode.fine;
}

async function begin(options: {
  readonly port: number;
  readonly data?: string;
  readonly callsPerSecond?: number;
}): Promise<Served> {
  const platform = await import("@parlance/platform");
  try {
    return await platform.serve(options);
  } catch (error) {
    throw refusal(error, options) ?? error;
  }
}

/** What the user can mend: a port that is taken or forbidden, a folder that cannot be used. */
function refusal(error: unknown, { port, data }: { port: number; data?: string }): UnusableInput | undefined {
  if (!(error instanceof Error) || !("code" in error)) {
    return undefined;
  }
  if ("syscall" in error && error.syscall === "listen") {
    return unusable({
      code: "port-unavailable",
      message: `Port ${port} cannot be used: ${error.message}.`,
      help: "Stop what listens there, or choose another with --port; 0 takes any that is free.",
      cause: error,
    });
  }
  if (data === undefined || !("syscall" in error || error.code === "ERR_SQLITE_ERROR")) {
    return undefined;
  }
  return unusable({
    file: data,
    code: "data-unusable",
    message: `The folder ${data} cannot hold the platform's records: ${error.message}.`,
    help: "Stop the other platform that uses it, or choose another folder with --data.",
    cause: error,
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/u.test(text) || port > 65_535) {
    throw unusable({
      code: "port-invalid",
      message: `"${text}" is no port.`,
      help: "Write a number from 1 to 65535, or 0 for any port that is free.",
    });
  }
  return port;
}

function rateOf(text: string): number {
  const rate = Number(text);
  if (/^\d{1,9}$/u.test(text) && rate > 0) return rate;
  throw unusable({
    code: "number-invalid",
    message: `--calls-per-second takes a whole number above zero, not "${text}".`,
    help: "Leave --calls-per-second out, or write for example --calls-per-second 1000.",
  });
}

function welcome({ url, application, token, pusher }: Served): string {
  const { hostname, port } = new URL(url);
  return [
    `The platform listens at ${url}`,
    "",
    `  PARLANCE_URL=${url}`,
    `  PARLANCE_CLIENT_ID=${application.clientId}`,
    `  PARLANCE_CLIENT_SECRET=${application.clientSecret}`,
    "",
    "With Pusher's libraries:",
    "",
    `  PUSHER_APP_ID=${pusher.appId}`,
    `  PUSHER_APP_KEY=${pusher.key}`,
    `  PUSHER_APP_SECRET=${pusher.secret}`,
    `  PUSHER_HOST=${hostname}`,
    `  PUSHER_PORT=${port}`,
    "  PUSHER_SCHEME=http",
    "",
    `  curl -H "Authorization: Bearer ${token}" ${url}/v1/tunnels`,
    "",
    "Press Ctrl-C to stop.",
    "",
  ].join("\n");
}
