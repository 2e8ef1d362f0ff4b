import { validator } from "@parlance/runtime/validation";
import { roomsGetContract } from "@parlance/sdk/contracts";
import { call, Client } from "@parlance/sdk/core";
import { roomsGet } from "@parlance/sdk/operations";

const client = new Client({ url: "https://platform.example", token: "t", validation: validator(roomsGetContract) });
console.log(await call(client, roomsGet, { room: "room_1" }));
