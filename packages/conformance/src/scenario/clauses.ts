import { readFileSync } from "node:fs";
import { join } from "node:path";
import { specs } from "./load-scenarios.js";

const docs = join(specs, "..", "docs");

/** What scenarios may name as clauses. */
export interface Clauses {
  /** The rules of the realtime decision that hold in every language, by their words in lower case and hyphens (`unknown-frames`). */
  readonly rules: ReadonlySet<string>;
  /** The rules, the other rules and headings of that page, and the ids of the requirements (`RST-18`). */
  readonly all: ReadonlySet<string>;
}

/** Reads them from the pages. */
export function readClauses(): Clauses {
  const decision = readFileSync(join(docs, "decisions", "0009-realtime.md"), "utf8");
  const requirements = readFileSync(join(docs, "requirements-map.md"), "utf8").matchAll(/^\| ([A-Z]{3}-\d+) \|/gm);
  const ids = [...requirements].map(([, id = ""]) => id);
  const [, section = ""] = /^Rules that hold in every language:$(.*?)^## /ms.exec(decision) ?? [];
  return { rules: new Set(names(section)), all: new Set([...names(decision), ...ids]) };
}

function names(text: string): readonly string[] {
  return [...text.matchAll(/^(?:- )?\*\*([^*]+?)\.?\*\*/gm)].map(([, name = ""]) =>
    name
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, "-")
      .replaceAll(/^-|-$/g, ""),
  );
}
