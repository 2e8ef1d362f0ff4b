// Stock ably, JSON protocol, against the actions of its protocol 6: heartbeat, connected, attach, message.
import { Realtime } from "ably";
import { channel, type Peer } from "./peer.ts";
import { serveFrames } from "./serve-frames.ts";

interface Frame {
  readonly action: number;
  readonly id?: string;
  readonly channel?: string;
}

const actions = { heartbeat: 0, connected: 4, attach: 10, attached: 11, message: 15 } as const;

/** ably 2.28.0. */
export const peer: Peer = {
  async connect({ port, listener }) {
    const client = new Realtime({
      key: "application.key:secret",
      endpoint: "127.0.0.1",
      port,
      tls: false,
      useBinaryProtocol: false,
      useTokenAuth: false,
      logLevel: 0,
      disableConnectivityCheck: true,
      fallbackHosts: [],
    });
    client.connection.on("connected", () => listener.connected());
    await client.channels.get(channel).subscribe("message", ({ data }) => listener.message(data));
    return { close: () => client.close() };
  },

  serve(server) {
    serveFrames(server, {
      opened(send) {
        const connectionDetails = {
          connectionKey: "connection!key",
          clientId: "*",
          maxMessageSize: 65_536,
          maxIdleInterval: 15_000,
          connectionStateTtl: 120_000,
          serverId: "server",
        };
        send(JSON.stringify({ action: actions.connected, connectionId: "connection", connectionDetails }));
      },
      frame(text, send) {
        const { action, id, channel } = JSON.parse(text) as Frame;
        if (action === actions.heartbeat) send(JSON.stringify({ action, id }));
        if (action !== actions.attach) return;
        send(JSON.stringify({ action: actions.attached, channel, flags: 0, channelSerial: "serial@0" }));
      },
    });
  },

  encode: (message, offset) =>
    JSON.stringify({
      action: actions.message,
      id: `connection:${offset}`,
      connectionId: "connection",
      channel,
      channelSerial: `serial@${offset}`,
      timestamp: message.sentAt,
      messages: [{ name: "message", data: JSON.stringify(message), encoding: "json" }],
    }),
};
