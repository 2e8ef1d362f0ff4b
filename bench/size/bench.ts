// What one import costs a browser: esbuild, minified, gzip -9; the budgets are in budget.json and issue 2.
import { sizeVerdicts } from "./verdicts.ts";

const verdicts = await sizeVerdicts();
console.log("bundle                  minified    gzip   counted   budget");
for (const { entry, minified, gzip, counted, budget } of verdicts) {
  const columns = [
    String(minified).padStart(9),
    String(gzip).padStart(8),
    String(counted).padStart(9),
    String(budget).padStart(9),
  ];
  console.log(`${entry.padEnd(22)} ${columns.join("")}  ${counted <= budget ? "ok" : "TOO LARGE"}`);
}
if (verdicts.some(({ counted, budget }) => counted > budget)) process.exitCode = 1;
