import { Realtime } from "@parlance/runtime/realtime";
import { watchDocument } from "@parlance/runtime/realtime/documents";

const realtime = new Realtime({ url: "wss://platform.example/v1/socket", token: "t" });
realtime.channel("chat").subscribe((message) => console.log(message.data));
watchDocument(realtime, { collection: "exams", document: "exam-12" }, { onState: (state) => console.log(state) });
