import { ParlanceRealtime } from "@parlance/sdk/realtime";

const realtime = new ParlanceRealtime({ url: "https://platform.example", token: "t" });
realtime.topics({ topic: "session.status" }).subscribe({ "topic.event.published": (event) => console.log(event) });
await realtime.channels<{ readonly message: string }>({ channel: "chat" }).publish("message", "Hello");
