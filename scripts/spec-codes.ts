/**
 * Makes `specs/schemas/errors.gen.yaml` from `specs/errors.yaml`, the one table of error codes.
 *
 *     node scripts/spec-codes.ts            write the file
 *     node scripts/spec-codes.ts --check    write nothing; exit 1 if the file is not what the table gives
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";

/** One row of the table. */
interface ErrorRow {
  status?: number;
  closeCode?: number;
  retryable: boolean;
  title: string;
  meaning: string;
  action: string;
}

const source = new URL("../specs/errors.yaml", import.meta.url);
const target = new URL("../specs/schemas/errors.gen.yaml", import.meta.url);

/** The row as one line of documentation: what happened and what to do. */
function describe(row: ErrorRow): string {
  const places = [
    row.status === undefined ? "" : `HTTP ${row.status}`,
    row.closeCode === undefined ? "" : `close ${row.closeCode}`,
  ];
  return `${row.meaning} ${row.action} (${places.filter(Boolean).join(", ")})`;
}

function render(errors: Record<string, ErrorRow>): string {
  const codes = Object.keys(errors);
  const schema = {
    ErrorCode: {
      type: "string",
      description: "The code of an error, the same in HTTP problems and realtime frames. More codes may come.",
      enum: codes,
      "x-enum-descriptions": codes.map((code) => describe(errors[code] as ErrorRow)),
      examples: ["not_found"],
    },
  };
  return `# GENERATED from specs/errors.yaml by scripts/spec-codes.ts. Do not edit.\n${stringify(schema, { lineWidth: 0 })}`;
}

const table = parse(readFileSync(source, "utf8")) as { errors: Record<string, ErrorRow> };
const text = render(table.errors);

if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (readFileSync(target, "utf8") !== text) {
  console.error("specs/schemas/errors.gen.yaml is stale: run `node scripts/spec-codes.ts` and commit the result.");
  process.exitCode = 1;
}
