/** What is needed of the document that the generator has parsed, an `AsyncAPIDocumentInterface` of `@asyncapi/parser`. */
export interface ParsedDocument {
  /** Where it comes from. */
  meta(key: "asyncapi"): {
    /** Path or URL, if the parser was told one. */
    readonly source?: string | undefined;
    /** The text that was parsed, or the value that was taken for it. */
    readonly input?: unknown;
  };
}
