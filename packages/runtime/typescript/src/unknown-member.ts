/** A value that no literal of a contract equals, so that it never overlaps with a known tag. */
declare enum Unknown {
  tag = "\u0000",
}

/** The tag of a union's member that this version of the SDK does not know. At run time it is the string that was sent. */
export type UnknownTag = Unknown;

/**
 * A member of an open union that this version of the SDK does not know; it arrives as it was sent.
 *
 * Its tag is a type of its own instead of `string`, because `switch (value.type)` narrows the known members only as long as
 * all tags are unit types. The default branch has this type, and its tag can be used as a string.
 */
export type UnknownMember<Tag extends string> = { readonly [Key in Tag]: UnknownTag } & {
  readonly [key: string]: unknown;
};
