/** Where a parameter travels. */
export type ParameterPlace = "path" | "query" | "header" | "cookie";

/** How one parameter is written (OpenAPI 3.1 section 4.8.12). Left-out members mean the standard's default for the place. */
export interface ParameterDescriptor {
  /** Key in the `params` object. */
  readonly key: string;
  /** Name on the wire; left out when equal to `key`. */
  readonly name?: string;
  readonly in: ParameterPlace;
  readonly style?: "simple" | "label" | "matrix" | "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";
  readonly explode?: boolean;
  readonly allowReserved?: true;
  /** The value is sent as one JSON text. */
  readonly json?: true;
}

/** One media type in which a request body may be sent. */
export interface BodyDescriptor {
  readonly mediaType: string;
  readonly form: "json" | "form" | "multipart" | "text" | "binary" | "jsonl";
  /** Per-property media types and styles of multipart and form bodies. */
  readonly encodings?: Readonly<
    Record<string, { readonly contentType?: string; readonly style?: string; readonly explode?: boolean }>
  >;
}

/** One declared response header, read into the typed `headers` of `withResponse()`. */
export interface HeaderDescriptor {
  /** Key in the `headers` object. */
  readonly key: string;
  /** Name on the wire; left out when equal to `key`, letter case aside. */
  readonly name?: string;
  /** How the text is read; left out = as it is. */
  readonly type?: "number" | "boolean" | "json";
}

/** How a list continues; the same words as the Contract's `Pagination`. `items` and `next` are JSON pointers. */
export type PaginationDescriptor =
  | { readonly style: "cursor"; readonly parameter: string; readonly items: string; readonly next: string }
  | { readonly style: "page"; readonly parameter: string; readonly items: string; readonly start: number }
  | { readonly style: "offset"; readonly parameter: string; readonly items: string }
  | { readonly style: "link"; readonly items: string };

/**
 * One operation as data. Generated code is made of these; `call`, `paginate` and `stream` carry them out.
 *
 * The type parameters are carried by the phantom member `types`, which never exists at run time.
 */
export interface Operation<Params = unknown, Data = unknown, Headers = unknown, Errors = unknown> {
  /** The contract's operation id. */
  readonly id: string;
  readonly method: string;
  /** Path template with `{wire names}`. */
  readonly path: string;
  /** Base URL of this operation alone, when the contract gives it one. */
  readonly server?: string;
  readonly parameters?: readonly ParameterDescriptor[];
  /** The first one is the default; `CallOptions.contentType` chooses another. */
  readonly bodies?: readonly BodyDescriptor[];
  /** Value of `Accept`; left out = `application/json`. */
  readonly accept?: string;
  /** How a success is read when its `Content-Type` leaves it open; left out = by `Content-Type`. */
  readonly reads?: "json" | "text" | "binary" | "none";
  /** Set by operations that answer with a sequence. */
  readonly sequence?: "sse" | "jsonl";
  readonly pagination?: PaginationDescriptor;
  /** The response headers that the contract declares for a success. */
  readonly headers?: readonly HeaderDescriptor[];
  /** Header that makes an unsafe call repeatable; the runtime fills it when the caller does not. */
  readonly idempotencyHeader?: string;
  /** Alternatives, each a list of security scheme names needed together. Empty = no credentials are sent. */
  readonly security?: readonly (readonly string[])[];
  readonly types?: { readonly params: Params; readonly data: Data; readonly headers: Headers; readonly errors: Errors };
}

/** An operation whose `Data` is one page of `Item`s. */
export interface PagedOperation<
  Params = unknown,
  Item = unknown,
  Data = unknown,
  Headers = unknown,
  Errors = unknown,
> extends Operation<Params, Data, Headers, Errors> {
  readonly pagination: PaginationDescriptor;
  readonly item?: Item;
}

/** An operation that answers with a sequence of `Item`s. */
export interface SequenceOperation<
  Params = unknown,
  Item = unknown,
  Headers = unknown,
  Errors = unknown,
> extends Operation<Params, Item, Headers, Errors> {
  readonly sequence: "sse" | "jsonl";
}

/** A security scheme of the contract, as far as a client can apply it. */
export type SecurityDescriptor =
  | { readonly type: "bearer" }
  | { readonly type: "basic" }
  | { readonly type: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string };

/**
 * What validates one operation: JSON Schemas by part. Generated as constants of their own, so that a bundle holds only the
 * schemas of the operations it names.
 */
export interface OperationContract {
  /** The operation's id. */
  readonly id: string;
  readonly request?: object;
  /** Status (`200`, `4XX`, `default`) → schema of the JSON body; of one item for sequences. */
  readonly responses: Readonly<Record<string, object>>;
}
