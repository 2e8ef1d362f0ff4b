/** What a process of a measurement can be asked to do: one parameter, an answer that is JSON. */
export type Commands = Readonly<Record<string, (params: never) => unknown>>;

/** A command on its way. */
export interface Call {
  readonly id: number;
  readonly command: string;
  readonly params: unknown;
}

/** What became of it. */
export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

/** Answers the commands of the process that started this one, and ends with it. */
export function serveCommands(commands: Commands): void {
  process.on("disconnect", () => process.exit());
  process.on("message", ({ id, command, params }: Call) => void answer(id, () => commands[command]?.(params as never)));
}

async function answer(id: number, command: () => unknown): Promise<void> {
  try {
    send({ id, result: await command() });
  } catch (error) {
    send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function send(answer: Answer): void {
  process.send?.(answer);
}
