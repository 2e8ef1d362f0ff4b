/** Go's keywords (The Go Programming Language Specification, "Keywords"). */
const keywords = wordsOf(`
  break case chan const continue default defer else fallthrough for func go goto if import interface
  map package range return select struct switch type var
`);

/** Types that generated signatures name, which an argument must not hide. */
const types = wordsOf(`
  any bool error float64 int64 string nil true false
`);

/** Packages and names of ours in a generated method. */
const own = wordsOf(`
  codegen context io json realtime runtime ctx params options r
`);

/** What an argument of a method must not be called. */
export const reservedArguments: ReadonlySet<string> = new Set([...keywords, ...types, ...own]);

/** What a package must not be called. */
export const reservedPackages: ReadonlySet<string> = new Set([
  ...keywords,
  ...types,
  ...own,
  "main",
  "init",
  "internal",
]);

/** Exported names of the package that are not types of the document. */
export const reservedTypes: ReadonlySet<string> = new Set(["NewClient", "NewRealtime", "NewSockets", "UnknownMember"]);

/** Members of the runtime's client, which generated clients embed. */
export const reservedClientMembers: ReadonlySet<string> = new Set([
  "Call",
  "Client",
  "Close",
  "CreateToken",
  "Do",
  "GoString",
  "String",
  "URL",
]);

/** Members of the runtime's realtime client, which generated ones embed. */
export const reservedRealtimeMembers: ReadonlySet<string> = new Set(
  wordsOf(`
  Cast Channel Client Close Connect Disconnect OnCast OnDirect OnError OnState OnUnknown Ping Request State WatchDocument
`),
);

/** Members that generated structs have beside the document's. */
export const reservedFields: ReadonlySet<string> = new Set(["Extra", "MarshalJSON", "UnmarshalJSON"]);

/** The last words by which Go builds a file for some systems only, or for tests (go help buildconstraint). */
export const reservedFileEndings: ReadonlySet<string> = new Set(
  wordsOf(`
  test unix aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9
  solaris wasip1 windows zos 386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64
  mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm
`),
);

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/u);
}
