/** From the tester to the server (requests, messages that a client sends), or the other way. */
export type BranchDirection = "sent" | "received";

/** One way which the values of a schema can take. */
export interface BranchCoverage {
  /** The named schema that has it; of an unnamed one, where it is used. */
  readonly schema: string;
  /** JSON pointer into the schema's values; `*` stands for any index or key. */
  readonly pointer: string;
  /** An arm of a union, a value of an enum, an optional member, or null. */
  readonly kind: "arm" | "value" | "member" | "null";
  readonly name: string;
  /** How often it was seen in what was sent and received; absent: it cannot stand there. What came in large numbers is sampled. */
  readonly sent?: number;
  readonly received?: number;
}

/** A branch that is counted. */
export interface Branch extends Omit<BranchCoverage, BranchDirection> {
  sent?: number;
  received?: number;
}
