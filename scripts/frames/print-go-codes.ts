import type { ErrorTable } from "./print-codes.ts";
import { comment, goName } from "./print-go.ts";

/** The Go file of the error codes: those of the server as constants, those of the client as errors. */
export function goCodes({ errors, client }: ErrorTable): string {
  const closes = Object.entries(errors).flatMap(([code, { closeCode }]) =>
    closeCode === undefined ? [] : [{ code, closeCode }],
  );
  const named = closes.filter(({ code, closeCode }) => code.includes("token") || Math.floor(closeCode / 100) === 42);
  return [
    "// Code generated from specs/errors.yaml by scripts/write-frames.ts. DO NOT EDIT.",
    "",
    "package protocol",
    "",
    "// Error codes of the server. More may come.",
    "const (",
    ...Object.entries(errors).flatMap(([code, row]) => [
      ...comment(`${row.meaning} ${row.action}`, "\t"),
      `\tCode${goName(code)} = ${JSON.stringify(code)}`,
    ]),
    ")",
    "",
    "// CloseCode gives the WebSocket close code of an error that ends a connection; 0 if it ends none. 4000–4099 are final,",
    "// 4100–4199 come back with back-off, 4200–4299 at once.",
    "func CloseCode(code string) int {",
    "\tswitch code {",
    ...closes.flatMap(({ code, closeCode }) => [`\tcase Code${goName(code)}:`, `\t\treturn ${closeCode}`]),
    "\t}",
    "\treturn 0",
    "}",
    "",
    "// namedCloseCodes are those of them that a session acts on by their name.",
    "var namedCloseCodes = []namedCloseCode{",
    ...named.map(({ code, closeCode }) => `\t{Code${goName(code)}, ${closeCode}},`),
    "}",
    "",
    "// Errors of the client itself, for errors.Is, which compares codes.",
    "var (",
    ...Object.entries(client).flatMap(([code, row]) => {
      const text = `${row.meaning} ${row.action}`;
      const members = `Code: ${JSON.stringify(code)}, Message: ${JSON.stringify(text)}, Retryable: ${row.retryable}`;
      return [...comment(`Err${goName(code)}: ${text}`, "\t"), `\tErr${goName(code)} = &Error{${members}}`];
    }),
    ")",
    "",
  ].join("\n");
}
