import type { LanguagePack } from "@parlance/generator";
import { printPython } from "./print-python.js";

/** An SDK as a complete Python package: models, operations, resources, sync and async clients, README. */
export const python: LanguagePack = { language: "python", print: printPython };
