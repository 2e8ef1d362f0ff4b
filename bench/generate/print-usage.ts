import type { Usage } from "./measure.ts";

/** Prints what a run used, and its ratios to hey-api's. */
export function printUsage(name: string, { cpu, memory, wall }: Usage, heyApi: Usage): void {
  const columns = [
    `${cpu.toFixed(2)} s CPU`.padStart(12),
    `${(cpu / heyApi.cpu).toFixed(2)} ×`.padStart(8),
    `${memory.toFixed(0)} MB`.padStart(9),
    `${(memory / heyApi.memory).toFixed(2)} ×`.padStart(8),
    `${wall.toFixed(2)} s wall`.padStart(14),
  ];
  console.log(`${name.padEnd(36)}${columns.join("")}`);
}
