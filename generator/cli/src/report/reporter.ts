import { styleText } from "node:util";
import type { Diagnostic, Severity } from "@parlance/contract";

type Style = Parameters<typeof styleText>[0];

const styles: Readonly<Record<Severity, Style>> = { error: "red", warning: "yellow", info: "cyan" };

/** Warnings, and notes, that `diagnostics` prints before it only counts them. */
const shownOfEach = 20;

/**
 * Where the command speaks: results on stdout, everything else on stderr, colours only on a terminal and without
 * `NO_COLOR`. With `json`, stdout gets one line of JSON and stderr nothing but defects.
 */
export class Reporter {
  readonly #json: boolean;

  constructor(options: { readonly json: boolean }) {
    this.#json = options.json;
  }

  /** One line of the result. */
  result(line: string): void {
    if (!this.#json) {
      process.stdout.write(`${line}\n`);
    }
  }

  /** The result as data. */
  json(value: object): void {
    if (this.#json) {
      process.stdout.write(`${JSON.stringify(value)}\n`);
    }
  }

  /** One line for the user who watches. */
  progress(line: string): void {
    if (!this.#json) {
      process.stderr.write(`${line}\n`);
    }
  }

  /** Everything if that is wanted; else all errors, and the first warnings and notes with a count of the rest. */
  async diagnostics(all: readonly Diagnostic[], options: { readonly everything: boolean }): Promise<void> {
    if (this.#json || all.length === 0) {
      return;
    }
    const { formatDiagnostic } = await import("@parlance/contract");
    const of = (severity: Severity): readonly Diagnostic[] => all.filter((each) => each.severity === severity);
    const [warnings, notes] = [of("warning"), of("info")];
    const shown = new Set(options.everything ? all : [...of("error"), ...first(warnings), ...first(notes)]);
    for (const each of all.filter((diagnostic) => shown.has(diagnostic))) {
      const text = formatDiagnostic(each);
      this.progress(text.replace(`${each.severity} ${each.code}`, (words) => style(styles[each.severity], words)));
    }
    if (shown.size < all.length) {
      const hidden = [
        { number: warnings.filter((each) => !shown.has(each)).length, noun: "more warning" },
        { number: notes.filter((each) => !shown.has(each)).length, noun: "more info" },
      ].filter(({ number }) => number > 0);
      this.progress(
        `… and ${hidden.map(({ number, noun }) => count(number, noun)).join(", ")}; parlance lint shows all.`,
      );
    }
    const counts = [count(of("error").length, "error"), count(warnings.length, "warning"), count(notes.length, "info")];
    this.progress(`${counts.join(", ")}.`);
  }
}

/** As many as are shown of one severity; each code is among them, however often another one is there before it. */
function first(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const codes = new Map(diagnostics.toReversed().map((each) => [each.code, each]));
  const heads = new Set(codes.values());
  return [...diagnostics.filter((each) => heads.has(each)), ...diagnostics.filter((each) => !heads.has(each))].slice(
    0,
    shownOfEach,
  );
}

/** A number with its noun: `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function style(format: Style, text: string): string {
  const coloured = process.stderr.isTTY && (process.env["NO_COLOR"] ?? "") === "";
  return coloured ? styleText(format, text, { validateStream: false }) : text;
}
