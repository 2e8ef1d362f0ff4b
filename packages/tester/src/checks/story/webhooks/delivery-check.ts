import type { StoryContext, StoryFailure } from "../story-check.js";
import type { Deliveries } from "./deliveries.js";

/** One rule over deliveries of a webhook. A pure function; nothing: it found nothing wrong. */
export interface DeliveryCheck {
  /** Stable, kebab-case; findings and coverage are told by it. */
  readonly id: string;
  readonly title: string;
  /** Where the rule stands. */
  readonly source: string;
  look(deliveries: Deliveries, context: StoryContext): readonly StoryFailure[];
}

/** The specification that most rules stand in. */
export const standardWebhooks = "Standard Webhooks 1.0";
