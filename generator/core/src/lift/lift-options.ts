/** What a language asks of `liftContract`. */
export interface LiftOptions {
  /** Kinds of schemas that the language writes in place, beside scalars, lists and maps. None unless given. */
  readonly inPlace?: readonly ("enum" | "union")[];
}
