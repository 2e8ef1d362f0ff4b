import type { NamedChannel, NamedContract } from "@parlance/generator";
import { literal, propertyKey } from "../code/literal.js";

/** What the README says of events: title, text and code, without fences. Undefined without a realtime client. */
export function realtimeSection(
  { channels, realtime }: NamedContract,
  packageName: string,
): { readonly before: string; readonly code: string; readonly after: string } | undefined {
  const named = channels.find(({ events, parameters }) => events.length > 0 && parameters.length > 0) ?? channels[0];
  if (named === undefined) {
    return undefined;
  }
  const code = [
    `import { messages, ${realtime} } from "${packageName}/realtime";`,
    "",
    `const realtime = new ${realtime}();`,
    `const channel = realtime.${named.method}(${parametersOf(named)});`,
    ...subscription(named),
    "await subscription.ready;",
    "",
    "// The same as an iteration; a gap stands wherever messages are missing.",
    "for await (const item of messages(channel)) {",
    `  if (item.type === "gap") console.warn("missed some", item.reason);`,
    "  else console.log(item.event, item.data);",
    "}",
  ];
  return {
    before:
      "One connection for all channels. It comes back by itself, goes on where it was, and tells of whatever is lost. " +
      "Options and environment variables are those of the REST client.",
    code: code.join("\n"),
    after:
      "`realtime.close()` ends it. Server-sent events in place of the WebSocket are one option: `transport: sse()` of " +
      "`@parlance/runtime/realtime/sse`. So is validation, of what comes and what is published: " +
      `\`validation: validator(allChannelContracts)\`, with \`validator\` of \`@parlance/runtime/validation\` and the contracts of \`${packageName}/contracts\`.`,
  };
}

function subscription({ events: [first] }: NamedChannel): readonly string[] {
  if (first === undefined) {
    return [`const subscription = channel.subscribe((message) => console.log(message.event, message.data));`];
  }
  return [
    "const subscription = channel.subscribe(",
    `  { ${propertyKey(first.event)}: (event) => console.log(event) },`,
    `  { onGap: () => console.warn("missed some"), onUnknown: ({ event }) => console.warn("unknown", event) },`,
    ");",
  ];
}

function parametersOf({ parameters }: NamedChannel): string {
  const values = parameters.map(({ key, parameter: { docs, values, default: value } }) => {
    return [key, docs?.examples?.[0] ?? value ?? values?.[0] ?? "…"] as const;
  });
  return values.length === 0 ? "" : literal(Object.fromEntries(values));
}
