// Child of mikrotik.bench.ts: a RouterOS stand-in with 5 000 secrets, in a process of its own.
import { startRouterOs } from "@/standins/routeros/start";

const router = await startRouterOs({
  version: "6.49",
  users: [{ name: "trama", password: "bench" }],
  logged: 100,
});
for (let n = 0; n < 5_000; n++)
  router.add("/ppp/secret", {
    ...{ name: `cliente${n}`, password: `clave-${n}`, service: "pppoe", profile: "default" },
    comment: `trama:t1/s${n} Cliente numero ${n}, Jr. Union ${n}`,
    "remote-address": `10.${20 + (n >> 14)}.${(n >> 6) & 255}.${n & 63}`,
  });
process.on("message", () => process.send?.({ sessions: router.counts.sessions }));
process.send?.({ port: router.port });
