import type { Channel } from "@parlance/contract";

/** Whether the platform alone publishes on a channel: its `x-parlance-channel` says `publish: false`. */
export function isReadOnly({ extensions }: Channel): boolean {
  const extension = extensions?.["x-parlance-channel"];
  return (
    typeof extension === "object" && extension !== null && "publish" in extension && extension["publish"] === false
  );
}
