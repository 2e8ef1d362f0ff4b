import { readFileSync } from "node:fs";
import { join } from "node:path";
import { specs } from "./load-scenarios.js";

const docs = join(specs, "..", "docs");

/**
 * The rules that scenarios may name: those of the realtime decision, by their words in lower case joined by hyphens
 * (`unknown-frames`), and the ids of the requirements (`RST-18`).
 */
export function clauses(): ReadonlySet<string> {
  const rules = readFileSync(join(docs, "decisions", "0009-realtime.md"), "utf8").matchAll(
    /^(?:- )?\*\*([^*]+?)\.?\*\*/gm,
  );
  const requirements = readFileSync(join(docs, "requirements-map.md"), "utf8").matchAll(/^\| ([A-Z]{3}-\d+) \|/gm);
  return new Set([...rules, ...requirements].map(([, name = ""]) => (/^[A-Z]{3}-/.test(name) ? name : slug(name))));
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
