import type { Contract, Operation, Parameter, Schema } from "@parlance/contract";

/** A parameter with the key it has in the `params` object. */
export interface NamedParameter {
  readonly key: string;
  readonly parameter: Parameter;
}

/** An operation with all names that printers need. */
export interface NamedOperation {
  readonly operation: Operation;
  /** Constant that holds the descriptor, e.g. `reposListForOrg`. */
  readonly constant: string;
  /** Constant that holds the schemas for validation, e.g. `reposListForOrgContract`. */
  readonly contract: string;
  /** Method of the resource class, e.g. `listForOrg`. */
  readonly method: string;
  readonly parameters: readonly NamedParameter[];
  /** Names of the operation's own types, e.g. `ReposListForOrgParams`. */
  readonly types: OperationTypes;
}

/** Names kept free for the types of one operation; not every operation prints all of them. */
export interface OperationTypes {
  readonly params: string;
  readonly data: string;
  readonly item: string;
  readonly headers: string;
  readonly errors: string;
}

/** A node of the client's tree: `client.rooms.members`. The root is the client itself. */
export interface NamedResource {
  /** Property of the parent; empty for the root. */
  readonly property: string;
  readonly className: string;
  /** Path from the root, in the document's words. */
  readonly path: readonly string[];
  readonly operations: readonly NamedOperation[];
  readonly children: readonly NamedResource[];
}

/** Everything of one top-level resource is printed into files of this name. */
export interface ResourceFile {
  readonly file: string;
  readonly resource: NamedResource;
  /** The resource's operations and those of its descendants. */
  readonly operations: readonly NamedOperation[];
}

/** A schema of the contract with its TypeScript name. */
export interface NamedType {
  readonly name: string;
  readonly schema: Schema;
}

/** Types by the document's name of their schema. */
export type Types = ReadonlyMap<string, NamedType>;

/** The Contract with every TypeScript name settled. Printers read names from here and make none. */
export interface NamedContract {
  readonly contract: Contract;
  readonly client: string;
  /** By the document's name of the schema. */
  readonly types: Types;
  readonly root: NamedResource;
  /** The root's own operations first, then one per top-level resource. */
  readonly files: readonly ResourceFile[];
}
