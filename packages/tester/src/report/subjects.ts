import { wasTaken } from "../covered/operation-counts.js";
import type { Run } from "../run/run.js";
import { gapsOf } from "./not-covered.js";

/** An operation, channel or webhook that a run is about. */
export interface Subject {
  readonly group: "operations" | "channels" | "webhooks";
  readonly name: string;
  /** Why it has not passed, even without findings: nothing of it was tested that could have failed. */
  readonly open?: string;
}

/** Everything that a run is about. What was never called, never answered with success or never observed is open. */
export function subjectsOf(run: Run): readonly Subject[] {
  const { operations, channels, webhooks } = run.coverage;
  const gaps = gapsOf(run).filter(({ kind }) => kind !== "answer" && kind !== "parameter");
  const subject = (group: Subject["group"], name: string, isOpen: boolean): Subject => {
    const why = gaps.filter((each) => each.subject === name).map(({ text }) => text);
    return { group, name, ...(isOpen && { open: why.join("; ") }) };
  };
  return [
    ...operations.map((each) => subject("operations", each.operation, each.requests === 0 || !wasTaken(each))),
    ...channels.map(({ channel, messages, held }) => {
      const isSilent = held === 0 && messages.every(({ sent = 0, received = 0 }) => sent + received === 0);
      return subject("channels", channel, isSilent);
    }),
    ...webhooks.map(({ webhook, deliveries }) => subject("webhooks", webhook, deliveries === 0)),
  ];
}
