// A trainer's dashboard and a player's app as [S3] draws them, on Node's own socket.io-client.
// What they emit is what its examples emit, word for word; what they see is printed as JSON.
import { finish, given, opened, rest } from "./app.mjs";

const { trainerToken, playerToken, observerToken, sessionId, playerId, otherId } = given;
const seen = { acks: {} };
const [trainer, player, observer] = await opened(trainerToken, playerToken, observerToken);

// The dashboard: workout, status, active of all players, and each with name, status and heart rate.
const dashboard = async () => {
  const { session: state } = await trainer.emit("training:session:join", {
    sessionId,
    role: "trainer",
  });
  const players = Object.values(state.players);
  return {
    workoutName: state.session.name,
    status: state.session.status,
    activePlayers: players.filter((one) => one.status === "active").length,
    totalPlayers: players.length,
    players: players.map((one) => ({
      playerId: one.player.id,
      playerName: `${one.player.firstName} ${one.player.lastName}`,
      status: one.status,
      metrics: { heartRate: one.heartRateBpm },
    })),
  };
};

// Session lifecycle: join as trainer, player, observer.
seen.acks.trainerJoin = await trainer.emit("training:session:join", { sessionId, role: "trainer" });
seen.before = await dashboard();
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
const [status, started] = await rest(trainerToken, "POST", `sessions/${sessionId}/start`);
seen.startedOverRest = [status, started.status];
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
const updatePlayerStatus = (id, value) =>
  player.emit("training:player:status", { playerId: id, sessionId, status: value });
seen.acks.statuses = [];
for (const value of ["waiting", "paused", "completed", "active"]) {
  seen.acks.statuses.push(await updatePlayerStatus(playerId, value));
}
seen.metrics = await trainer.hears("training:player:metrics");
seen.exercise = await trainer.hears("training:player:exercise:progress");
seen.interval = await trainer.hears("training:player:interval:progress");
await trainer.hears("training:player:status", (load) => load.status === "active");
seen.statuses = trainer.heard("training:player:status");
seen.during = await dashboard();

// Security: only his own numbers, no controls; an observer touches nothing.
seen.acks.foreign = await player.emit("training:player:metrics", {
  playerId: otherId,
  sessionId,
  timestamp: new Date(),
  heartRate: 150,
});
seen.controls = {};
for (const control of ["start", "end", "pause", "resume", "force:end"]) {
  const name = `training:session:${control}`;
  seen.controls[control] = [
    await player.emit(name, { sessionId }),
    await observer.emit(name, { sessionId }),
  ];
}
seen.acks.playerKicks = await player.emit("training:player:kick", { sessionId, playerId: otherId });

// Too fast: a burst of five, then a time to wait.
const burst = [];
for (let number = 0; number < 8; number += 1) {
  burst.push(
    await player.emit("training:player:metrics", {
      playerId,
      sessionId,
      timestamp: new Date(),
      heartRate: 150 + number,
      pace: 120 + number,
    }),
  );
}
seen.refusedBurst = burst.filter((ack) => !ack.ok).map((ack) => ack.error);
seen.acceptedOfBurst = burst.filter((ack) => ack.ok).length;
seen.pace = (await trainer.hears("training:player:metrics", (load) => load.pace)).pace;

// Pause and resume by the trainer.
seen.acks.pause = await trainer.emit("training:session:pause", { sessionId });
await player.hears("training:session:pause");
seen.paused = (await dashboard()).status;

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

// He leaves and comes in again of his own will; then he is removed, the session ends.
seen.acks.playerLeave = await player.emit("training:player:leave", { sessionId, playerId });
seen.left = await trainer.hears(
  "training:player:leave",
  (load) => load.seq === seen.acks.playerLeave.seq, // the cut was a departure, too
);
seen.acks.playerBack = await player.emit("training:player:join", { sessionId, playerId });
seen.acks.kick = await trainer.emit("training:player:kick", { sessionId, playerId });
seen.kicked = await player.hears("training:player:kick");
seen.acks.afterKick = await updatePlayerStatus(playerId, "completed");
seen.acks.leave = await observer.emit("training:session:leave", { sessionId });
seen.acks.end = await trainer.emit("training:session:end", { sessionId });
seen.ended = await trainer.hears("training:session:end");
seen.acks.endedTwice = await trainer.emit("training:session:force:end", { sessionId });

// The next session runs over sockets alone, and an administrator ends it by force.
const next = { sessionId: given.nextSessionId };
seen.acks.nextJoin = await trainer.emit("training:session:join", { ...next, role: "trainer" });
seen.acks.start = await trainer.emit("training:session:start", next);
seen.acks.forceEnd = await trainer.emit("training:session:force:end", next);
seen.forceEnded = await trainer.hears("training:session:force:end");

finish(seen, trainer, player, observer);
