import { parseArgs } from "node:util";

import { generate } from "./lib/generate.ts";

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
process.exitCode = await generate(values);
