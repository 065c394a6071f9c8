import { join } from "node:path";
import { watchLaunchers } from "./ancestors.mjs";
import { facesOf, table } from "./announce.mjs";
import { buildWhenStale } from "./build.mjs";
import { claimDataFolder } from "./data-folder.mjs";
import { startDemoGateway, startDemoPhone, startDemoRouters } from "./demo-helpers.mjs";
import { Failure } from "./failure.mjs";
import { readOptions, servingPort } from "./options.mjs";
import { openDatabase } from "./open-database.mjs";
import { quit } from "./prepare.mjs";
import { runStep } from "./run-step.mjs";
import { installationSecrets } from "./secrets.mjs";
import { seedOnce, tenantsOf } from "./seed-once.mjs";
import { serve, stopOrphanServer } from "./serve.mjs";
import { keepServing } from "./keep-serving.mjs";
import { stopRequests } from "./stop-requests.mjs";

/**
 * The whole of `npm start`: database, migrations, seed, build, server, table; then it keeps watch
 * until it is told to stop. Ends the process: 0 after a wanted stop, 1 after a failure.
 * @param {object} input
 * @param {string} input.root @param {string[]} input.argv
 * @param {(root: string, options: { dev: boolean }) => import("./steps.mjs").Steps} input.stepsFor
 */
export async function launch({ root, argv, stepsFor }) {
  /** @type {(() => unknown)[]} what to undo, last first: the database goes after the server */
  const undo = [];
  const { signal, requested } = stopRequests();
  const unwatch = watchLaunchers(() => requested.now());
  /** @type {unknown} */
  let fault;
  try {
    const options = readOptions(root, argv, process.env);
    const started = await start({ root, options, steps: stepsFor(root, options), undo, signal });
    await keepServing({ ...started, undo, requested: requested.promise });
  } catch (error) {
    if (!signal.aborted) fault = error;
  }
  unwatch();
  for (const step of undo.reverse()) await quietly(step);
  if (fault) quit(fault);
  process.exit(0);
}

/** What cannot be undone must not keep the rest from being undone. @param {() => unknown} step */
async function quietly(step) {
  try {
    await step();
  } catch (error) {
    if (process.env.TRAMA_DEBUG) console.error(error);
  }
}

/**
 * @typedef {object} Start
 * @property {string} root @property {import("./options.mjs").Options} options
 * @property {import("./steps.mjs").Steps} steps @property {(() => unknown)[]} undo @property {AbortSignal} signal
 */

/** @param {Start} input */
async function start({ root, options, steps, undo, signal }) {
  const say = (/** @type {string} */ line) => console.error(line);
  const { dataDir, setState, release } = await claimDataFolder(options.dataDir, {
    own: options.ownDataDir,
  });
  undo.push(release);
  signal.addEventListener("abort", () => quietly(() => setState("stopping")), { once: true });
  await stopOrphanServer(dataDir);
  const port = await servingPort(options);
  const secrets = installationSecrets(dataDir);
  const database = await openDatabase(dataDir, say, undo);
  const env = serverEnv({ ...options, dataDir, port }, { ...secrets, DATABASE_URL: database.url });
  const common = { cwd: root, env, logFile: join(dataDir, "start.log"), say, signal };
  const check = () => signal.throwIfAborted();
  check();
  const demo = { ...common, dataDir, undo };
  const [routers, gateway, phone] = await Promise.all([
    startDemoRouters(steps.routers, demo),
    startDemoGateway(steps.gateway, demo),
    startDemoPhone(steps.whatsapp, demo),
  ]);
  if (phone) env.TRAMA_PRACTICE_WHATSAPP = phone.url;
  if (gateway) env.TRAMA_PRACTICE_GATEWAY = gateway.url;
  env.TRAMA_LOOPBACK_DEVICES = routers.map((router) => router.port).join(",");
  env.TRAMA_DEMO_ROUTERS = JSON.stringify(routers);
  await runStep("migrate", steps.migrate, common).catch(database.blame);
  const logins = await seedOnce(steps.seed, {
    ...common,
    dataDir,
    externalUrl: process.env.DATABASE_URL,
  }).catch(database.blame);
  if (!options.dev) await buildWhenStale(root, steps.build, common);
  check();
  const output = options.json ? process.stderr : process.stdout;
  const serveOnce = () =>
    serve(steps.serve, { dataDir, cwd: root, env, port, host: options.host, output, signal });
  const server = await serveOnce().catch(database.blame);
  const place = {
    rootHost: env.TRAMA_ROOT_HOST ?? "",
    scheme: env.TRAMA_PUBLIC_SCHEME ?? "http",
    port,
    host: options.host,
  };
  const faces = facesOf(place, tenantsOf(logins));
  const line = JSON.stringify({ faces, logins, routers, gateway, phone, pid: process.pid });
  process.stdout.write(options.json ? `${line}\n` : table(faces, logins, { routers, phone }));
  return { server, serveOnce, database };
}

/** @param {import("./options.mjs").Options} options @param {Record<string, string>} given @returns {NodeJS.ProcessEnv} */
function serverEnv({ dev, port, host, dataDir }, given) {
  const { env } = process;
  if (env.NODE_ENV === "test")
    throw new Failure("NODE_ENV=test is for tests: unset it and start again.");
  return {
    ...env,
    ...given,
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    TRAMA_DEV: dev ? "1" : "0",
    TRAMA_DATA: dataDir,
    TRAMA_ROOT_HOST: env.TRAMA_ROOT_HOST || `localhost:${port}`,
    // A demo on this machine's own name may show what it did not send (/dev/outbox); any other name may not.
    TRAMA_DEV_PAGES: env.TRAMA_DEV_PAGES || (env.TRAMA_ROOT_HOST ? "0" : "1"),
    PORT: String(port),
    HOST: host,
  };
}
