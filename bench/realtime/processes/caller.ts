import type { Commands } from "./serve-commands.ts";

/** Another process, by the commands that it carries out. Disposing of it ends the process. */
export interface Caller<C extends Commands> extends AsyncDisposable {
  /** Carries out a command there. Throws what it threw, or that the process ended. */
  call<K extends keyof C & string>(command: K, params: Parameters<C[K]>[0]): Promise<Awaited<ReturnType<C[K]>>>;
}
