/** A step that cannot be taken. */
export class Impossible extends Error {
  override readonly name = "Impossible";
}
