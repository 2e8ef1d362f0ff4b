// Preloaded into a measured process: writes what it used to the file named by USAGE_FILE when it ends.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { userCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(String(process.env.USAGE_FILE), JSON.stringify({ user: userCPUTime / 1e6, memory: maxRSS / 1024 }));
});
