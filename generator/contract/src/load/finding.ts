/** What a parser read over, although its author may have meant something by it. */
export type Finding =
  | { readonly code: "key-repeated"; readonly line: number; readonly key: string }
  | { readonly code: "document-further-dropped"; readonly line: number };
