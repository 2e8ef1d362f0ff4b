/** A platform with its records in a folder, for a test that kills it. Arguments: the folder, the port (0 = any). */
import { createPlatform } from "@parlance/platform";

const [data = "", port = "0"] = process.argv.slice(2);
const platform = await createPlatform({ data, port: Number(port), callsPerSecond: 100_000 });
process.stdout.write(`${JSON.stringify({ url: platform.url, token: await platform.token() })}\n`);
