import type { Diagnostic } from "../model/diagnostic.js";
import type { Place } from "../model/place.js";
import { compare } from "../util/compare.js";
import { codes, type DiagnosticCode } from "./codes.js";

type Parameters<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Parameters<Rest> : never;

/** Values for the `{parameters}` of a code's message. */
export type MessageParameters<C extends DiagnosticCode> = Readonly<
  Record<Parameters<(typeof codes)[C]["message"]>, string | number>
>;

/** Collects the diagnostics of one run. */
export class Diagnostics {
  readonly #list: Diagnostic[] = [];
  readonly #seen = new Set<string>();

  constructor(readonly strict: boolean) {}

  /** Adds a diagnostic; one that is already there (same code, place and message) is not added again. */
  report<C extends DiagnosticCode>(code: C, place: Place, parameters: MessageParameters<C>): void {
    const { severity, message, help } = codes[code];
    const text = fill(message, parameters);
    const key = `${code}\n${place.file}\n${place.line}\n${text}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const raised = this.strict && severity === "warning" ? "error" : severity;
    this.#list.push({ code, severity: raised, message: text, help, place });
  }

  get hasErrors(): boolean {
    return this.#list.some((diagnostic) => diagnostic.severity === "error");
  }

  /** All of them, by file, line, code and message. */
  sorted(): readonly Diagnostic[] {
    return this.#list.toSorted(
      (a, b) =>
        compare(a.place.file, b.place.file) ||
        a.place.line - b.place.line ||
        compare(a.code, b.code) ||
        compare(a.message, b.message),
    );
  }
}

function fill(template: string, parameters: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : whole,
  );
}
