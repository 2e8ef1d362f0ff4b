import { type ExitCode, exitCode } from "../exit-code.js";
import { interruption } from "../interruption.js";
import { unusable } from "../unusable-input.js";

/** The options of `parlance serve`, as commander gives them. */
export interface ServeFlags {
  readonly port?: string;
  readonly data?: string;
  readonly json?: true;
}

/** What the platform says about itself once it listens. */
interface Served {
  readonly url: string;
  readonly application: { readonly clientId: string; readonly clientSecret: string };
  readonly token: string;
}

/**
 * `parlance serve`: the platform on this machine until it is interrupted (SIGINT, SIGTERM). Says where it listens and
 * with which development credentials. Throws `UnusableInput`.
 */
export async function serve(flags: ServeFlags): Promise<ExitCode> {
  const stop = interruption();
  const port = portOf(flags.port ?? "7300");
  const platform = await import("@parlance/platform");
  const running = await platform.serve({ port, data: flags.data ?? ".parlance/data" });
  const { url, application, token } = running;
  process.stdout.write(flags.json === true ? `${JSON.stringify({ url, application, token })}\n` : welcome(running));
  await stop;
  await running.close();
  return exitCode.fine;
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

function welcome({ url, application, token }: Served): string {
  return [
    `The platform listens at ${url}`,
    "",
    `  PARLANCE_URL=${url}`,
    `  PARLANCE_CLIENT_ID=${application.clientId}`,
    `  PARLANCE_CLIENT_SECRET=${application.clientSecret}`,
    "",
    `  curl -H "Authorization: Bearer ${token}" ${url}/v1/tunnels`,
    "",
    "Press Ctrl-C to stop.",
    "",
  ].join("\n");
}
