// A trainer's and a player's client with Node's own socket.io-client.
// Prints what they see as one JSON object.
import { createRequire } from "node:module";

const { modules, url, trainerToken, playerToken, sessionId, playerId, otherId } = JSON.parse(
  process.argv[2],
);
const { io } = createRequire(`${modules}/package.json`)("socket.io-client");

const connect = (token) =>
  new Promise((resolve, reject) => {
    const socket = io(`${url}/training`, { auth: { token }, reconnection: false });
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", (error) => reject(Object.assign(error, { refused: true })));
  });

const seen = {};
seen.refusal = await connect("nonsense").then(
  () => null,
  (error) => error.data,
);
const trainer = await connect(trainerToken);
const player = await connect(playerToken);

await trainer.emitWithAck("training:session:join", { sessionId, role: "trainer" });
seen.joined = await player.emitWithAck("training:session:join", {
  sessionId,
  role: "player",
  playerId,
});
const heard = new Promise((resolve) => trainer.once("training:player:metrics", resolve));
seen.own = await player.emitWithAck("training:player:metrics", {
  sessionId,
  playerId,
  timestamp: new Date(),
  heartRate: 142.4,
  power: 210,
  cadence: undefined,
});
seen.other = await player.emitWithAck("training:player:metrics", {
  sessionId,
  playerId: otherId,
  timestamp: Date.now(),
  heartRate: 150,
});
seen.heard = await heard;
player.disconnect();
trainer.disconnect();
console.log(JSON.stringify(seen));
