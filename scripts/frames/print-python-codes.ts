import type { ErrorTable } from "./print-codes.ts";

/** The Python module of the error codes: close codes as tables, the client's own errors as constants. */
export function pythonCodes({ errors, client }: ErrorTable): string {
  const closes = Object.entries(errors).flatMap(([code, { closeCode }]) =>
    closeCode === undefined ? [] : [{ code, closeCode }],
  );
  const named = closes.filter(({ code, closeCode }) => code.includes("token") || Math.floor(closeCode / 100) === 42);
  return [
    "# Generated from specs/errors.yaml by scripts/write-frames.ts. Do not edit.",
    '"""The close codes of the server, and the errors of the client itself."""',
    "",
    "from __future__ import annotations",
    "",
    "from collections.abc import Mapping",
    "",
    "from parlance_runtime.protocol.session.session_error import SessionError",
    "",
    "CLOSE_CODES: Mapping[str, int] = {",
    ...closes.map(({ code, closeCode }) => `    "${code}": ${closeCode},`),
    "}",
    '"""The WebSocket close codes by error code.',
    "",
    "4000 to 4099 are final, 4100 to 4199 come back with back-off, 4200 to 4299 at once.",
    '"""',
    "",
    "NAMED_CLOSE_CODES: Mapping[str, int] = {",
    ...named.map(({ code, closeCode }) => `    "${code}": ${closeCode},`),
    "}",
    '"""Those of them that a session acts on by their name."""',
    ...Object.entries(client).flatMap(([code, row]) => [
      "",
      `${code.toUpperCase()} = SessionError(`,
      `    ${JSON.stringify(code)},`,
      `    ${JSON.stringify(`${row.meaning} ${row.action}`)},`,
      `    retryable=${row.retryable ? "True" : "False"},`,
      ")",
    ]),
    "",
  ].join("\n");
}
