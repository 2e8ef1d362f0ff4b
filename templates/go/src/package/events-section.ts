import type { NamedContract } from "@parlance/generator";
import { quote } from "../code/literal.js";
import { runtimeModule } from "../code/runtime.js";

/** What the README says of events, listening to the first channel that has a type and a parameter; nothing without channels. */
export function eventsSection({ channels }: NamedContract, name: string): readonly string[] {
  const channel = channels.find(({ events, parameters }) => events.length > 0 && parameters.length > 0) ?? channels[0];
  if (channel === undefined) {
    return [];
  }
  const values = channel.parameters.map(({ parameter: { docs, values: listed, default: value } }) =>
    quote(String(docs?.examples?.[0] ?? value ?? listed?.[0] ?? "…")),
  );
  const failure = ["if err != nil {", "\tlog.Fatal(err)", "}"];
  const code = [
    "```go",
    `rt, err := ${name}.NewRealtime(client)`,
    ...failure,
    "defer rt.Close()",
    "",
    `channel, err := rt.${channel.method}(${values.join(", ")})`,
    ...failure,
    "for message, err := range channel.Messages(ctx) {",
    "\tvar gap *realtime.Gap",
    "\tswitch {",
    "\tcase errors.As(err, &gap):",
    '\t\tlog.Println("missed some:", gap.Reason) // and the loop goes on',
    "\tcase err != nil:",
    "\t\tlog.Fatal(err)",
    "\tdefault:",
    "\t\tfmt.Println(message.Event, message.Data)",
    "\t}",
    "}",
    "```",
  ];
  return [
    "## Events",
    "One connection for all channels, with the client's credentials. It comes back by itself, goes on where it was, and tells of whatever is lost.",
    code.join("\n"),
    `\`realtime\` is \`${runtimeModule.path}/realtime\`. A type switch over \`message.Data\` tells events apart. \`channel.Subscribe\` calls a function in place of the loop, and that of \`realtime.OnGap\` where some are missing; without it \`rt.OnError\` is told, else the default logger of \`log/slog\`. The end of \`ctx\` ends a loop, \`rt.Close()\` all of them. Server-sent events in place of the WebSocket are one option: \`realtime.WithTransport(realtime.SSE())\`.`,
  ];
}
