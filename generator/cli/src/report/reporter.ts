import { styleText } from "node:util";
import type { Diagnostic, Severity } from "@parlance/contract";

type Style = Parameters<typeof styleText>[0];

const styles: Readonly<Record<Severity, Style>> = { error: "red", warning: "yellow", info: "cyan" };

/** Warnings that `diagnostics` prints before it only counts them. */
const shownWarnings = 20;

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

  /** All errors, the first warnings with a count of the rest, and notes if they are wanted. */
  async diagnostics(all: readonly Diagnostic[], options: { readonly everything: boolean }): Promise<void> {
    const visible = all.some(({ severity }) => options.everything || severity !== "info");
    if (this.#json || !visible) {
      return;
    }
    const { formatDiagnostic } = await import("@parlance/contract");
    const of = (severity: Severity): readonly Diagnostic[] => all.filter((each) => each.severity === severity);
    const warnings = of("warning");
    const shown = new Set(options.everything ? all : [...of("error"), ...warnings.slice(0, shownWarnings)]);
    for (const each of all.filter((diagnostic) => shown.has(diagnostic))) {
      const text = formatDiagnostic(each);
      this.progress(text.replace(`${each.severity} ${each.code}`, (words) => style(styles[each.severity], words)));
    }
    const hidden = options.everything ? 0 : Math.max(warnings.length - shownWarnings, 0);
    if (hidden > 0) {
      this.progress(`… and ${count(hidden, "more warning")}; parlance lint shows all.`);
    }
    this.progress(`${count(of("error").length, "error")}, ${count(warnings.length, "warning")}.`);
  }
}

/** A number with its noun: `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function style(format: Style, text: string): string {
  const coloured = process.stderr.isTTY && (process.env["NO_COLOR"] ?? "") === "";
  return coloured ? styleText(format, text, { validateStream: false }) : text;
}
