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

/** The module of the error codes: those of the server as a table, those of the client with their words. */
export function codesModule({ errors, client }: ErrorTable): string {
  const codes = Object.entries(errors).map(([code, row]) => [
    `  /** ${row.meaning} ${row.action} */`,
    `  ${code}: ${facts(row)},`,
  ]);
  const own = Object.entries(client).map(([code, row]) => [
    `  /** ${row.action} */`,
    `  ${code}: { retryable: ${row.retryable}, message: ${JSON.stringify(`${row.meaning} ${row.action}`)} },`,
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
    "/** The codes that a session gives itself, which no server sends. `message` says what happened and what to do. */",
    "export const clientErrorCodes = {",
    ...own.flat(),
    "} as const;",
    "",
    "/** A code that a session gives itself. */",
    "export type ClientErrorCode = keyof typeof clientErrorCodes;",
    "",
  ].join("\n");
}

function facts({ closeCode, retryable }: Row): string {
  return `{ ${closeCode === undefined ? "" : `closeCode: ${closeCode}, `}retryable: ${retryable} }`;
}
