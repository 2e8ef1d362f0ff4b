import { Realtime } from "@parlance/runtime/realtime";
import { presence } from "@parlance/runtime/realtime/presence";

const realtime = new Realtime({ url: "wss://platform.example/v1/socket", token: "t" });
realtime.channel("chat").subscribe((message) => console.log(message.data));
presence(realtime.channel("chat")).on("sync", (members) => console.log(members));
