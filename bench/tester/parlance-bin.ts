import { fileURLToPath } from "node:url";

/** The file of our command. */
export const parlanceBin = fileURLToPath(new URL("../bin/parlance.js", import.meta.resolve("parlance")));
