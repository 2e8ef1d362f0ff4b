/** A program that does something in a coroutine. */
export function asyncProgram(imported: string, used: readonly string[]): string {
  const main = ["async def main() -> None:", ...indented(used)];
  return program("import asyncio", "", imported, "", "", ...main, "", "", "asyncio.run(main())");
}

/** Lines one step further in. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((each) => `    ${each}`);
}

/** A program as a README shows it. */
export function program(...lines: readonly (string | undefined)[]): string {
  return ["```python", ...lines.filter((each) => each !== undefined), "```"].join("\n");
}
