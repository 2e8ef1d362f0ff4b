/** The file of a module, e.g. `parlance_sdk.types.tunnel` → `src/parlance_sdk/types/tunnel.py`. */
export function modulePath(module: string): string {
  return `src/${module.replaceAll(".", "/")}.py`;
}

/** The file of a module that has modules below it. */
export function packagePath(module: string): string {
  return modulePath(`${module}.__init__`);
}
