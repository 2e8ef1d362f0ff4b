import type { NamedContract, PrintedFile } from "@parlance/generator";
import { header } from "../code/header.js";
import { realtimeModule } from "../code/runtime.js";
import { realtimeExports } from "./realtime-exports.js";

/** Prints the package's entry for realtime. It reaches neither REST nor schemas. */
export function printRealtimeEntry({ realtime, channels }: NamedContract): PrintedFile {
  const lines = [
    header,
    "",
    `export { ${realtime}, realtimeSetup } from "./realtime-client.gen.js";`,
    ...channels.map(({ file }) => `export * from "./channels/${file}.gen.js";`),
    "export {",
    ...realtimeExports.values.map((each) => `  ${each},`),
    ...realtimeExports.types.map((each) => `  type ${each},`),
    `} from "${realtimeModule}";`,
    "",
  ];
  return { path: "src/realtime.gen.ts", text: lines.join("\n") };
}
