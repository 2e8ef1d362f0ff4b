import { Realtime } from "@parlance/runtime/realtime";

const realtime = new Realtime({ url: "wss://platform.example/v1/socket", token: "t" });
realtime.channel("chat").subscribe((message) => console.log(message.data));
await realtime.channel("chat").publish("message", { text: "Hello" });
