import { setTimeout as sleep } from "node:timers/promises";
import { endOnSignals, exitOnUnknown } from "@/server/http/lifecycle";
import { run } from "@/server/http/run";

/** The product's process with pages of the test's own: one is slow, one breaks a promise, one throws later. */
exitOnUnknown();
const running = await run(async () => async (req, res) => {
  if (req.url === "/slow") await sleep(1_500);
  if (req.url === "/reject") void Promise.reject(new Error("nobody caught this"));
  if (req.url === "/throw") throw new Error("secret of ours");
  res.end("done");
});
endOnSignals(running);
process.stdout.write(`port ${running.port}\n`);
