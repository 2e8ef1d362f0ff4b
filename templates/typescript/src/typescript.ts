import type { LanguagePack } from "@parlance/generator";
import { printTypescript } from "./print-typescript.js";

/** An SDK as a complete npm package: types, operations, resources, schemas, client, README. */
export const typescript: LanguagePack = { language: "typescript", print: printTypescript };
