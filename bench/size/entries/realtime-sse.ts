import { Realtime } from "@parlance/runtime/realtime";
import { sse } from "@parlance/runtime/realtime/sse";

const realtime = new Realtime({ url: "https://platform.example/v1/socket", token: "t", transport: sse() });
realtime.channel("chat").subscribe((message) => console.log(message.data));
