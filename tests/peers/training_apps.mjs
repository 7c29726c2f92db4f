// A trainer's dashboard and a player's app as [S3] draws them, on Node's own socket.io-client.
// What they emit is what its examples emit, word for word; what they see is printed as JSON.
import { createRequire } from "node:module";

const { modules, url, trainerToken, playerToken, observerToken, sessionId, playerId, otherId } =
  JSON.parse(process.argv[2]);
const { io } = createRequire(`${modules}/package.json`)("socket.io-client");

class App {
  constructor(token) {
    this.events = [];
    this.waiting = [];
    this.socket = io(`${url}/training`, { auth: { token }, reconnectionDelay: 50 });
    this.socket.onAny((name, payload) => {
      this.events.push([name, payload]);
      this.waiting = this.waiting.filter((look) => !look());
    });
    this.connected = new Promise((resolve) => this.socket.once("connect", resolve));
  }

  emit(name, payload) {
    return this.socket.timeout(10_000).emitWithAck(name, payload);
  }

  hears(name, matches = () => true) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`never heard ${name}`)), 15_000);
      const look = () => {
        const found = this.events.find(([heard, load]) => heard === name && matches(load));
        if (found) {
          clearTimeout(late);
          resolve(found[1]);
        }
        return found !== undefined;
      };
      if (!look()) this.waiting.push(look);
    });
  }
}

const seen = { acks: {} };
const trainer = new App(trainerToken);
const player = new App(playerToken);
const observer = new App(observerToken);
await Promise.all([trainer.connected, player.connected, observer.connected]);

// Session lifecycle: join as trainer, player, observer.
seen.acks.trainerJoin = await trainer.emit("training:session:join", { sessionId, role: "trainer" });
seen.acks.playerJoin = await player.emit("training:session:join", {
  sessionId,
  role: "player",
  playerId,
});
seen.acks.observerJoin = await observer.emit("training:session:join", {
  sessionId,
  role: "observer",
});
seen.playerJoined = await trainer.hears("training:player:join");

// "Start session": the service does it over REST, everybody hears it on the sockets.
const started = await fetch(`${url}/api/v1/training/sessions/${sessionId}/start`, {
  method: "POST",
  headers: { authorization: `Bearer ${trainerToken}` },
});
seen.startedOverRest = [started.status, (await started.json()).status];
seen.started = await Promise.all(
  [trainer, player, observer].map((app) => app.hears("training:session:start")),
);

// The player's app: metrics every two seconds, a set, an interval, his status.
const device = { heartRate: 142, power: 210, cadence: 88 };
seen.acks.metrics = await player.emit("training:player:metrics", {
  playerId,
  sessionId,
  timestamp: new Date(),
  heartRate: device.heartRate,
  power: device.power,
  cadence: device.cadence,
});
const exercise = { id: "back-squat", name: "Back squat", sets: 5 };
const setData = { setNumber: 2, reps: 5, weight: 80 };
seen.acks.exercise = await player.emit("training:player:exercise:progress", {
  playerId,
  sessionId,
  exerciseId: exercise.id,
  exerciseName: exercise.name,
  setNumber: setData.setNumber,
  totalSets: exercise.sets,
  reps: setData.reps,
  weight: setData.weight,
  completed: true,
  timestamp: new Date(),
});
seen.acks.interval = await player.emit("training:player:interval:progress", {
  playerId,
  sessionId,
  intervalIndex: 1,
  elapsedS: 12.5,
  timestamp: new Date(),
});
seen.acks.status = await player.emit("training:player:status", {
  playerId,
  sessionId,
  status: "active",
});
seen.metrics = await trainer.hears("training:player:metrics");
seen.exercise = await trainer.hears("training:player:exercise:progress");
seen.interval = await trainer.hears("training:player:interval:progress");
seen.status = await trainer.hears("training:player:status", (load) => load.status === "active");

// Security: only his own numbers, no controls; an observer touches nothing.
seen.acks.foreign = await player.emit("training:player:metrics", {
  playerId: otherId,
  sessionId,
  timestamp: new Date(),
  heartRate: 150,
});
seen.acks.playerEnds = await player.emit("training:session:end", { sessionId });
seen.acks.observerPauses = await observer.emit("training:session:pause", { sessionId });

// Too fast: a burst of five, then a time to wait.
const burst = [];
for (let number = 0; number < 8; number += 1) {
  burst.push(
    await player.emit("training:player:metrics", {
      playerId,
      sessionId,
      timestamp: new Date(),
      heartRate: 150 + number,
    }),
  );
}
seen.refusedBurst = burst.filter((ack) => !ack.ok).map((ack) => ack.error);
seen.acceptedOfBurst = burst.filter((ack) => ack.ok).length;

// Pause and resume by the trainer.
seen.acks.pause = await trainer.emit("training:session:pause", { sessionId });
await player.hears("training:session:pause");

// The player's network is cut; his client comes back by itself and learns what he missed.
const lastSeq = Math.max(...player.events.map(([, load]) => load.seq ?? 0), seen.acks.pause.seq);
const back = new Promise((resolve) => player.socket.once("connect", resolve));
player.socket.io.engine.close();
seen.acks.resume = await trainer.emit("training:session:resume", { sessionId });
await back;
seen.acks.rejoin = await player.emit("training:session:join", {
  sessionId,
  role: "player",
  playerId,
  lastSeq,
});

// Remove a player, leave, end, and what an administrator may besides.
seen.acks.kick = await trainer.emit("training:player:kick", { sessionId, playerId });
seen.kicked = await player.hears("training:player:kick");
seen.acks.afterKick = await player.emit("training:player:status", {
  playerId,
  sessionId,
  status: "completed",
});
seen.acks.leave = await observer.emit("training:session:leave", { sessionId });
seen.acks.end = await trainer.emit("training:session:end", { sessionId });
seen.ended = await trainer.hears("training:session:end");
seen.acks.forceEnd = await trainer.emit("training:session:force:end", { sessionId });

for (const app of [trainer, player, observer]) app.socket.disconnect();
console.log(JSON.stringify(seen));
