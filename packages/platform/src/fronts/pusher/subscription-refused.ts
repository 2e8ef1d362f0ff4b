/** A subscription that is refused; the connection stays. Told as `pusher:subscription_error`. */
export class SubscriptionRefused extends Error {
  override readonly name = "SubscriptionRefused";
  readonly type: "AuthError" | "InvalidChannel" | "LimitReached";
  /** As HTTP has it. */
  readonly status: 400 | 401 | 403 | 413;

  constructor(type: SubscriptionRefused["type"], status: SubscriptionRefused["status"], message: string) {
    super(message);
    this.type = type;
    this.status = status;
  }
}
