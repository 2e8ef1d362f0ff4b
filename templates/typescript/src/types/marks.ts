/**
 * Words in `format` that carry the Contract's knowledge through hey-api's own model to our resolvers; that model keeps
 * `format`, and drops every keyword it does not know.
 */
export const marks = {
  /** An enum that takes values which are not listed. */
  openEnum: "parlance-open-enum",
  /** An object that stands for the members of a union that are not listed; its only property is the tag. */
  unknownMember: "parlance-unknown-member",
  /** A list that is sent item by item. */
  sequence: "parlance-sequence",
  /** An object of whose only property some are left out, those in `required`. */
  omit: "parlance-omit",
} as const;
