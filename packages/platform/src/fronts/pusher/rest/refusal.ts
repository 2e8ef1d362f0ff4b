/** A call that is refused: Pusher answers with a status and a sentence as plain text. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;

  constructor(status: 400 | 401 | 403 | 404 | 405 | 413 | 429, message: string) {
    super(message);
    this.status = status;
  }
}
