import type { Fault } from "./fault.js";
import { authFaults } from "./faults/auth.js";
import { inputFaults } from "./faults/input.js";
import { shapeFaults } from "./faults/shape.js";
import { stateFaults } from "./faults/state.js";

/** All faults that can be switched on. */
export const faults: readonly Fault[] = [...shapeFaults, ...inputFaults, ...authFaults, ...stateFaults];
