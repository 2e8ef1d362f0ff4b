import ky from "ky";

console.log(await ky("https://platform.example/v1/rooms/room_1", { headers: { Authorization: "Bearer t" } }).json());
