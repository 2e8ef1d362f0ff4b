import type { Diagnostic } from "../model/diagnostic.js";

/**
 * One diagnostic as two lines of text: `file:line: severity code: message` and, indented, the help.
 * The first line has the form that editors and terminals turn into a link.
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { place, severity, code, message, help } = diagnostic;
  return `${place.file}:${place.line}: ${severity} ${code}: ${message}\n  ${help}`;
}
