/**
 * Where a node of the Contract was written, so that every diagnostic points at the author's own line.
 */
export interface Place {
  /** Path of the file as the user named it, with `/` separators, relative to the working folder where possible. */
  readonly file: string;
  /** Line, counted from 1. */
  readonly line: number;
}
