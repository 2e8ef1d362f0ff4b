import type { Channel } from "@parlance/contract";

/** The address with its parameters filled in; undefined if one has no value. */
export function fillAddress(template: string, values: ReadonlyMap<string, string>): string | undefined {
  let isWhole = true;
  const filled = template.replaceAll(/\{([^{}]+)\}/gu, (_, name: string) => {
    const value = values.get(name);
    isWhole &&= value !== undefined;
    return value ?? "";
  });
  return isWhole ? filled : undefined;
}

/** The channel whose address this is: of several the one of which more is written out. */
export function channelAt(address: string, channels: readonly Channel[]): Channel | undefined {
  const fitting = channels.filter((each) => each.address !== null && patternOf(each.address).test(address));
  return fitting.toSorted((one, other) => written(other) - written(one))[0];
}

/** Names of the parameters of an address, in their order. */
export function parametersOf({ address }: Pick<Channel, "address">): readonly string[] {
  return namesIn(address ?? "");
}

/** Names in the braces of an address or a path, in their order. */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(/\{([^{}]+)\}/gu)].map(([, name = ""]) => name);
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\{[^{}]+\}/gu).map((each) => each.replaceAll(/[.+?^${}()|[\]\\*]/gu, "\\$&"));
  return new RegExp(`^${parts.join("(.+)")}$`, "u");
}

function written({ address }: Channel): number {
  return (address ?? "").replaceAll(/\{[^{}]+\}/gu, "").length;
}
