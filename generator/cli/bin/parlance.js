#!/usr/bin/env node
// Old syntax up to the check: a Node too old for the rest must still be able to say so.
const major = Number(process.versions.node.split(".")[0]);
if (major < 22) {
  console.error("parlance needs Node 22 or newer; this is " + process.version + ". See https://nodejs.org/en/download");
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  const { main } = await import("../dist/main.js");
  process.exitCode = await main(process.argv.slice(2));
}
