import type { LanguagePack } from "@parlance/generator";
import { printServer } from "./server/print-server.js";

/** Types for a server in TypeScript that implements the contract: schemas, and what each operation takes and answers. */
export const typescriptServer: LanguagePack = { language: "typescript-server", print: printServer };
