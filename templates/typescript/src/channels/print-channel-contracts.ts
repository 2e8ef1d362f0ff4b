import { Code, type NamedChannel, type NamedContract, part, type PrintedFile } from "@parlance/generator";
import { header } from "../code/header.js";
import { type Literal, literal, Raw } from "../code/literal.js";
import { runtimeType } from "../code/runtime.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import { contractConstant } from "../names/contract-constant.js";

/** Prints what validates the events of each channel: one constant each, a list with the schema of every event. */
export function printChannelContracts({ channels, types }: NamedContract): PrintedFile {
  const code = new Code(typescriptSyntax);
  const contract = part`readonly ${runtimeType("OperationContract")}[]`;
  const described = channels.filter(({ events }) => events.length > 0);
  for (const named of described) {
    code.doc(`Events of \`${named.channel.name}\`.`);
    code
      .line(
        part`export const ${contractConstant(named)}: ${contract} = ${literal(eventContracts(named, types), width)};`,
      )
      .blank();
  }
  code.doc("The events of every channel, for `validator(allChannelContracts)`.");
  code.block(part`export const allChannelContracts: ${contract} = /* @__PURE__ */ [`, "].flat();", () => {
    described.forEach((each) => code.line(`${contractConstant(each)},`));
  });
  return {
    path: "src/channel-contracts.gen.ts",
    text: code.print(described.length > 0 ? [header, "", importSchemas] : [header]),
  };
}

const importSchemas = `import * as schemas from "./schemas.gen.js";`;

/** Contracts are always written one member a line. */
const width = 120;

/** The runtime looks an event's schema up as the request of `<channel>/<event>`. */
function eventContracts({ channel, events }: NamedChannel, types: NamedContract["types"]): Literal {
  return events.map(({ event, messages }) => {
    const all = messages.map(({ type }) => new Raw(`schemas.${types.get(type)?.name ?? ""}`));
    const [first = {}] = all;
    return { id: `${channel.name}/${event}`, request: all.length > 1 ? { anyOf: all } : first, responses: {} };
  });
}
