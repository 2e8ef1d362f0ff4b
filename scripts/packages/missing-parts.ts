/** The members of a published package.json that a registry's reader looks for. */
const members = ["description", "license", "repository", "keywords", "engines", "files", "type"] as const;

/** What a package lacks before it may be published; an empty list means nothing. */
export function missingParts(manifest: Readonly<Record<string, unknown>>, files: readonly string[]): string[] {
  const absent = members.filter((member) => manifest[member] === undefined);
  const unshipped = ["README.md", "LICENSE"].filter((file) => !files.includes(file));
  const strays = files.filter((file) => /\.test\.|(^|\/)(src|test|fixtures)\//.test(file) && !file.endsWith(".map"));
  return [
    ...absent.map((member) => `package.json has no "${member}"`),
    ...unshipped.map((file) => `the tarball has no ${file}`),
    ...strays.map((file) => `the tarball ships ${file}`),
    ...(manifest["exports"] === undefined && manifest["bin"] === undefined ? [`neither "exports" nor "bin"`] : []),
  ];
}
