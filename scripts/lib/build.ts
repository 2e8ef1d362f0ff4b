import { need } from "./run.ts";

/**
 * Builds every workspace, or one and what it needs; what has not changed comes from turbo's cache.
 *
 * @throws Error after showing turbo's output, when a build fails.
 */
export async function build(options: { readonly only?: string; readonly signal?: AbortSignal } = {}): Promise<void> {
  const filter = options.only === undefined ? [] : [`--filter=${options.only}`];
  await need("turbo", ["run", "build", "--output-logs=errors-only", ...filter], { ...options, quiet: true });
}
