import type { Story } from "../../../run/story.js";
import type { StoryCheck } from "../story-check.js";
import { addressChecks } from "./addresses.js";
import { arrivalChecks } from "./arrival.js";
import { type Deliveries, type DeliverySetup, readDeliveries } from "./deliveries.js";
import { requestChecks } from "./request.js";
import { retryChecks } from "./retries.js";
import { trustChecks } from "./trust.js";

/** The checks of a webhook of which this is known, in the order in which they are reported. */
export function deliveryChecks(setup: DeliverySetup): readonly StoryCheck[] {
  const readings = new WeakMap<Story, Deliveries>();
  const read = (story: Story) => {
    const deliveries = readings.get(story) ?? readDeliveries(story, setup);
    readings.set(story, deliveries);
    return deliveries;
  };
  return [...arrivalChecks, ...requestChecks, ...trustChecks, ...retryChecks, ...addressChecks].map((check) => ({
    ...check,
    look: (story, context) => check.look(read(story), context),
  }));
}
