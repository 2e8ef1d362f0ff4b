import { onTestFinished } from "vitest";
import type { RealtimeOptions } from "../src/realtime/realtime-options.js";
import { ContractRealtime } from "../src/realtime/sdk/contract-realtime.js";
import type { MemoryTransportOptions } from "../src/testing/memory-connection.js";
import { MemoryTransport } from "../src/testing/memory-transport.js";
import { VirtualClock } from "../src/testing/virtual-clock.js";

/** A client, its server in memory and its clock; closed when the test is over. */
export interface Connectable {
  readonly realtime: ContractRealtime;
  readonly transport: MemoryTransport;
  readonly clock: VirtualClock;
}

/** A client that reaches a server in memory. */
export function connectable({
  welcome,
  onFrame,
  methods,
  echo,
  ...options
}: MemoryTransportOptions & Partial<RealtimeOptions> = {}): Connectable {
  const transport = new MemoryTransport({
    ...(welcome && { welcome }),
    ...(onFrame && { onFrame }),
    ...(methods && { methods }),
    ...(echo && { echo }),
  });
  const clock = new VirtualClock();
  const realtime = new ContractRealtime({ url: "wss://platform.test/v1/socket", transport, clock, ...options });
  onTestFinished(() => realtime.close());
  return { realtime, transport, clock };
}
