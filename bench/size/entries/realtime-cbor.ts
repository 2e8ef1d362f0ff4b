import { Realtime } from "@parlance/runtime/realtime";
import { cborCodec } from "@parlance/runtime/realtime/cbor";

const realtime = new Realtime({ url: "wss://platform.example/v1/socket", token: "t", codec: cborCodec });
realtime.channel("chat").subscribe((message) => console.log(message.data));
