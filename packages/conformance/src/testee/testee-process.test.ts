import { expect, test } from "vitest";
import { TesteeProcess } from "./testee-process.js";

/** A testee in a few lines of JavaScript. */
function testee(onLine: string): TesteeProcess {
  const text = `
    const write = (line) => process.stdout.write(JSON.stringify(line) + "\\n");
    require("node:readline").createInterface({ input: process.stdin }).on("line", (text) => {
      const line = JSON.parse(text);
      ${onLine}
    });`;
  return new TesteeProcess({ command: process.execPath, arguments: ["-e", text] });
}

const answers = `write({ event: "seen", client: line.client, command: line.do });
  write({ id: line.id, ok: { language: "test", features: [], knownFailures: {}, echo: line.text } });`;

test("answers come to their commands and events to their client, and it ends with its input", async () => {
  const program = testee(answers);
  const events: unknown[] = [];
  program.listen("alice", (event) => events.push(event["command"]));
  expect(await program.features).toMatchObject({ language: "test" });
  expect(await program.send("publish", { client: "alice", text: "one" })).toMatchObject({ ok: { echo: "one" } });
  expect(events).toEqual(["publish"]);
  expect(await program.end(5000)).toBe(0);
});

test("a testee that dies or prints what is no line answers so", async () => {
  const dead = testee(`console.error("out of order"); process.exit(3);`);
  await expect(dead.features).rejects.toThrow(/ended with 3/);
  expect(await dead.send("connect", { client: "alice" })).toMatchObject({ error: { code: "testee_lost" } });
  const chatty = testee(`console.log("hello");`);
  await expect(chatty.features).rejects.toThrow(/hello/);
  await chatty.end(5000);
});

test("a testee that something keeps alive is killed", async () => {
  const program = testee(`setInterval(() => 0, 1000); ${answers}`);
  await program.features;
  expect(await program.end(100)).toBeNull();
});
