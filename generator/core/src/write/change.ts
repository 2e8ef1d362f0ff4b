/** What a run does to one file of the output folder. */
export interface Change {
  /** Path below the output folder. */
  readonly path: string;
  /** `remove` is a file of the last run that is no longer printed. */
  readonly kind: "add" | "change" | "remove";
}
