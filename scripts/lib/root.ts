import { resolve } from "node:path";

/** The repository's top folder, whatever folder a script was started from. */
export const root = resolve(import.meta.dirname, "../..");
