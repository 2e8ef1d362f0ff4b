import { Parlance } from "@parlance/sdk";

const parlance = new Parlance({ url: "https://platform.example", token: "t" });
console.log(await parlance.rooms.get({ room: "room_1" }));
