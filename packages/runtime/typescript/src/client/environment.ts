/** Reads a variable of the process environment where there is one: Node, Bun, Deno, workers with `process.env`. */
export function environmentVariable(name: string): string | undefined {
  const { process, Deno } = globalThis as EnvironmentGlobals;
  try {
    return (process?.env?.[name] ?? Deno?.env?.get(name)) || undefined;
  } catch {
    // Deno throws without --allow-env: then there are no defaults.
    return undefined;
  }
}

interface EnvironmentGlobals {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  readonly Deno?: { readonly env?: { get(name: string): string | undefined } };
}
