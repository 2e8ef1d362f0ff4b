/** The members of a published package.json that npm or its reader needs. */
const members = ["description", "license", "engines", "files", "type"];

/** Those that only a person can write; a generated package goes without. */
const handwritten = ["repository", "keywords"];

/** What is known about a package: its package.json, the paths in its tarball, and whether it is generated. */
export interface PackageParts {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
  readonly generated: boolean;
}

/** What a package lacks before it may be published; an empty list means nothing. */
export function missingParts({ manifest, files, generated }: PackageParts): string[] {
  const absent = [...members, ...(generated ? [] : handwritten)].filter((member) => manifest[member] === undefined);
  const unshipped = ["README.md", "LICENSE"].filter((file) => !files.includes(file));
  const strays = files.filter((file) => /\.test\.|(^|\/)(src|test|fixtures)\//.test(file) && !file.endsWith(".map"));
  return [
    ...absent.map((member) => `package.json has no "${member}"`),
    ...unshipped.map((file) => `the tarball has no ${file}`),
    ...strays.map((file) => `the tarball ships ${file}`),
    ...(manifest["exports"] === undefined && manifest["bin"] === undefined ? [`neither "exports" nor "bin"`] : []),
  ];
}
