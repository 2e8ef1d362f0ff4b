import type * as full from "@parlance/contract";

/** A node of the Contract without words, examples and places: what a running platform needs. */
export type Bare<Node> = Node extends readonly (infer Item)[]
  ? readonly Bare<Item>[]
  : Node extends object
    ? { readonly [Member in keyof Node as Exclude<Member, "docs" | "examples" | "place">]: Bare<Node[Member]> }
    : Node;

export type Contract = Bare<full.Contract>;
export type Operation = Bare<full.Operation>;
export type Parameter = Bare<full.Parameter>;
export type Content = Bare<full.Content>;
export type Response = Bare<full.Response>;
export type Schema = Bare<full.Schema>;
export type Method = full.Method;
