import { readFile } from "node:fs/promises";
import { parse } from "yaml";

interface Row {
  readonly status?: number;
  readonly closeCode?: number;
  readonly retryable: boolean;
  readonly title: string;
}

/** The TypeScript table of `errors.yaml`. */
export async function errorsModule(file: URL): Promise<string> {
  const { errors } = parse(await readFile(file, "utf8")) as { readonly errors: Readonly<Record<string, Row>> };
  const rows = Object.entries(errors).map(([code, { status, closeCode, retryable, title }]) => {
    const members = [
      ...(status === undefined ? [] : [`status: ${status}`]),
      ...(closeCode === undefined ? [] : [`closeCode: ${closeCode}`]),
      `retryable: ${retryable}`,
      `title: ${JSON.stringify(title)}`,
    ];
    return `  ${code}: { ${members.join(", ")} },`;
  });
  return [
    "// Generated from specs/errors.yaml by scripts/write-contract.ts. Do not edit.",
    "",
    "/** Every error code with its HTTP status, WebSocket close code, whether a repeat may succeed, and title. */",
    "export const errorTable = {",
    ...rows,
    "} as const;",
    "",
    "/** A code of the table. */",
    "export type ErrorCode = keyof typeof errorTable;",
    "",
  ].join("\n");
}
