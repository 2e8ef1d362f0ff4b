import { join } from "node:path";

/** The repository's top folder. */
export const repository = join(import.meta.dirname, "../../../..");

/** The folder of this package. */
export const template = join(import.meta.dirname, "../..");
