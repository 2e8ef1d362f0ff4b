import type { LanguagePack } from "@parlance/generator";
import { printGo } from "./print-go.js";

/** An SDK as a complete Go module of one package: types, operations, resources, client, README. */
export const go: LanguagePack = { language: "go", print: printGo };
