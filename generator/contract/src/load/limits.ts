/** Bounds that keep hostile input from costing more than its diagnostic. */
export const limits = {
  /** Size of one file in bytes. */
  fileBytes: 64 * 1024 * 1024,
  /** Nesting of objects and lists. */
  depth: 500,
  /** Characters of a name that SDKs spell, e.g. an operation id. */
  nameLength: 1_000,
  /** Files that one run reads. */
  files: 10_000,
  /** Values after all YAML aliases are expanded. */
  expandedNodes: 5_000_000,
} as const;
