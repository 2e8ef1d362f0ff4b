import { fileURLToPath } from "node:url";
import type { TesteeProgram } from "./testee-process.js";

const folder = (path: string): string => fileURLToPath(new URL(`../../testees/${path}`, import.meta.url));

/** How the testee of each language is started. */
export const testees: Readonly<Record<string, TesteeProgram>> = {
  typescript: { command: process.execPath, arguments: [folder("typescript/testee.ts")] },
};
