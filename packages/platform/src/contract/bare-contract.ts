import type * as full from "@parlance/contract";

/** A node of the Contract without words, examples and places: what a running platform needs. */
export type Bare<Node> = Node extends readonly (infer Item)[]
  ? readonly Bare<Item>[]
  : Node extends object
    ? { readonly [Member in keyof Node as Exclude<Member, "docs" | "examples" | "place">]: Bare<Node[Member]> }
    : Node;

/** The Contract as the platform keeps it. */
export type Contract = Bare<full.Contract>;
/** One operation of it. */
export type Operation = Bare<full.Operation>;
/** One parameter of an operation. */
export type Parameter = Bare<full.Parameter>;
/** A body in one media type. */
export type Content = Bare<full.Content>;
/** One answer that an operation declares. */
export type Response = Bare<full.Response>;
/** The shape of a value. */
export type Schema = Bare<full.Schema>;
/** An HTTP method, in upper case. */
export type Method = full.Method;
