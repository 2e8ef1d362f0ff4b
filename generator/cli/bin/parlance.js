#!/usr/bin/env node
// Old syntax up to the check: a Node too old for the rest must still be able to say so.
const major = Number(process.versions.node.split(".")[0]);
if (major < 22) {
  console.error("parlance needs Node 22 or newer; this is " + process.version + ". See https://nodejs.org/en/download");
  process.exitCode = 2;
} else {
  const { existsSync } = await import("node:fs");
  const built = new URL("../dist/main.js", import.meta.url);
  if (existsSync(built)) {
    const { enableCompileCache } = await import("node:module");
    enableCompileCache();
    const { main } = await import(built.href);
    process.exitCode = await main(process.argv.slice(2));
  } else {
    // Only in a checkout: the published package holds what is built.
    console.error("parlance is not built yet. Run npm run build at the root of the repository, then this again.");
    process.exitCode = 2;
  }
}
