import type { Fault } from "./fault.ts";
import { authFaults } from "./faults/auth.ts";
import { eventFaults } from "./faults/events.ts";
import { inputFaults } from "./faults/input.ts";
import { resumeFaults } from "./faults/resume.ts";
import { shapeFaults } from "./faults/shape.ts";
import { stateFaults } from "./faults/state.ts";
import { webhookFaults } from "./faults/webhooks.ts";

/** All faults that can be switched on. */
export const faults: readonly Fault[] = [
  ...shapeFaults,
  ...inputFaults,
  ...authFaults,
  ...stateFaults,
  ...eventFaults,
  ...resumeFaults,
  ...webhookFaults,
];
