/** What `errors.yaml` says of a code, as far as a session acts on it. */
interface Row {
  readonly closeCode?: number;
  readonly retryable: boolean;
  readonly meaning: string;
  readonly action: string;
}

/** `specs/errors.yaml`. */
export interface ErrorTable {
  readonly errors: Readonly<Record<string, Row>>;
  readonly client: Readonly<Record<string, Row>>;
}

/** The module of the error codes: those of the server as a table, those of the client as errors. */
export function codesModule({ errors, client }: ErrorTable): string {
  const codes = Object.entries(errors).map(([code, row]) => [
    `  /** ${row.meaning} ${row.action} */`,
    `  ${code}: ${facts(row)},`,
  ]);
  const own = Object.entries(client).flatMap(([code, row]) => [
    "",
    `/** ${row.meaning} ${row.action} */`,
    `export const ${camelCase(code)} = /* @__PURE__ */ own(${JSON.stringify(code)}, ${JSON.stringify(`${row.meaning} ${row.action}`)}, ${row.retryable});`,
  ]);
  const closes = Object.entries(errors).flatMap(([code, { closeCode }]) =>
    closeCode === undefined ? [] : [`  ${code}: ${closeCode},`],
  );
  return [
    "// Generated from specs/errors.yaml by scripts/write-frames.ts. Do not edit.",
    "",
    "/** Every error code of the server, with its WebSocket close code if it ends a connection, and whether a repeat may succeed. */",
    "export const errorCodes = {",
    ...codes.flat(),
    "} as const;",
    "",
    "/** The WebSocket close codes by error code: 4000–4099 are final, 4100–4199 come back with back-off, 4200–4299 at once. */",
    "export const closeCodes: Readonly<Record<string, number>> = {",
    ...closes,
    "};",
    "",
    "/** Those of them that a session acts on by their name. */",
    "export const namedCloseCodes: Readonly<Record<string, number>> = {",
    ...closes.filter((line) => /token|: 42/.test(line)),
    "};",
    "",
    "const own = (code: string, message: string, retryable: boolean) => ({ code, message, retryable });",
    ...own,
    "",
  ].join("\n");
}

function camelCase(code: string): string {
  return code.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

function facts({ closeCode, retryable }: Row): string {
  return `{ ${closeCode === undefined ? "" : `closeCode: ${closeCode}, `}retryable: ${retryable} }`;
}
