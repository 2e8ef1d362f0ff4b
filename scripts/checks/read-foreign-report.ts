/** How many tests of a suite passed, failed and were skipped, and what failed, by name. */
export interface Counted {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

/** Counts a report in JUnit's format, as pytest writes it. */
export function readPytestReport(xml: string): Counted {
  const cases = [...xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gsu)].map(
    ([, attributes = "", body = ""]) => ({ name: nameOf(attributes), body }),
  );
  const failed = cases.filter(({ body }) => /<(?:failure|error)\b/u.test(body));
  const skipped = cases.filter(({ body }) => /<skipped\b/u.test(body));
  return {
    passed: cases.length - failed.length - skipped.length,
    failed: failed.map(({ name }) => name),
    skipped: skipped.map(({ name }) => name),
  };
}

/** Counts what `go test -json` prints, subtests included. A package that does not build is one failure. */
export function readGoReport(lines: string): Counted {
  const ends = lines.split("\n").flatMap(parseEvent).filter(isEnd);
  const names = (action: string): string[] =>
    ends.filter((each) => each.Action === action).map((each) => `${each.Package ?? ""} ${each.Test ?? "(package)"}`);
  const broken = new Set(
    ends.filter((each) => each.Action === "fail" && each.Test !== undefined).map((e) => e.Package),
  );
  return {
    passed: ends.filter((each) => each.Action === "pass" && each.Test !== undefined).length,
    // A package fails with its tests; alone it fails when it does not build, or dies.
    failed: names("fail").filter((name) => !name.endsWith("(package)") || !broken.has(name.split(" ")[0])),
    skipped: names("skip").filter((name) => !name.endsWith("(package)")),
  };
}

/** What `go test` would have printed without `-json`. */
export function goOutput(lines: string): string {
  const events = lines.split("\n").flatMap((line) => parseEvent(line).map(({ Output }) => Output ?? ""));
  return events.join("").trimEnd();
}

/** An event of `go help test2json`. */
interface GoEvent {
  readonly Action: string;
  readonly Package?: string;
  readonly Test?: string;
  readonly Output?: string;
}

function parseEvent(line: string): readonly GoEvent[] {
  try {
    const value = JSON.parse(line) as Partial<GoEvent> | null;
    return typeof value?.Action === "string" ? [value as GoEvent] : [];
  } catch {
    return [];
  }
}

function isEnd({ Action }: GoEvent): boolean {
  return Action === "pass" || Action === "fail" || Action === "skip";
}

function nameOf(attributes: string): string {
  const value = (key: string): string => new RegExp(`\\b${key}="([^"]*)"`, "u").exec(attributes)?.[1] ?? "";
  return `${value("classname")} ${value("name")}`.trim();
}
