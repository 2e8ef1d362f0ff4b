/**
 * Variables that make npm and changesets use one registry and one user file only. Every npm setting of the surroundings
 * is emptied, so that no other registry and no other token can come in by a variable.
 */
export function sealedEnvironment(
  surroundings: Readonly<Record<string, string | undefined>>,
  registry: { readonly url: string; readonly npmrc: string },
): Record<string, string> {
  const inherited = Object.keys(surroundings).filter((name) =>
    /^npm_config_|^npm_token$|^node_auth_token$/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited.map((name) => [name, ""])),
    npm_config_userconfig: registry.npmrc,
    npm_config_registry: registry.url,
  };
}
