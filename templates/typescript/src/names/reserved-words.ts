/** Words that cannot name a variable, function or class of a module (ECMAScript 2025 sections 12.7.2 and 16.2.1). */
export const reservedIdentifiers: ReadonlySet<string> = new Set([
  "arguments",
  "async",
  "await",
  "break",
  "case",
  "catch",
  "class",
  "const",
  "continue",
  "debugger",
  "default",
  "delete",
  "do",
  "else",
  "enum",
  "eval",
  "export",
  "extends",
  "false",
  "finally",
  "for",
  "from",
  "function",
  "if",
  "implements",
  "import",
  "in",
  "instanceof",
  "interface",
  "let",
  "new",
  "null",
  "of",
  "package",
  "private",
  "protected",
  "public",
  "return",
  "static",
  "super",
  "switch",
  "this",
  "throw",
  "true",
  "try",
  "typeof",
  "undefined",
  "var",
  "void",
  "while",
  "with",
  "yield",
]);

/** Names that an operation's constant cannot have, because the methods that use it have parameters of these names. */
export const reservedConstants: ReadonlySet<string> = new Set([...reservedIdentifiers, "options", "params"]);

/** Global types that printed types use by name; a schema of the same name would change their meaning. */
export const reservedTypes: ReadonlySet<string> = new Set(["Array", "AsyncIterable", "Blob", "Omit", "UnknownMember"]);

/** Members of every class and every object, and what would make a resource look like a promise to `await`. */
export const reservedMembers: ReadonlySet<string> = new Set([
  "client",
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "prototype",
  "then",
  "toLocaleString",
  "toString",
  "valueOf",
]);

/** Members of the client besides: what the runtime's `Client` has, which all generated clients extend. */
export const reservedClientMembers: ReadonlySet<string> = new Set([
  ...reservedMembers,
  "close",
  "createToken",
  "toJSON",
  "url",
]);

/** Keys of `params` that have a meaning of their own, for us or for the language. */
export const reservedParameters: ReadonlySet<string> = new Set(["__proto__", "body"]);

/** Members of the realtime client and of that of sockets: what the runtime's `Realtime` and `Sockets` have, which they extend. */
export const reservedRealtimeMembers: ReadonlySet<string> = new Set([
  ...reservedMembers,
  "cast",
  "channel",
  "close",
  "connect",
  "on",
  "open",
  "ping",
  "request",
  "state",
]);
