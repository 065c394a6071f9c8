// `npm run backup` and the like: one script of scripts/*.ts on this installation, with the environment that the
// server itself would have: the secrets of the data folder, and the embedded database (started when it is not running).
import { spawn } from "node:child_process";
import { join } from "node:path";
import { openInstallation } from "./supervisor/installation.mjs";
import { readOptions } from "./supervisor/options.mjs";
import { ROOT, prepare, quit } from "./supervisor/prepare.mjs";

/** What must run before the installation is opened: a restore brings its own keys. @type {Record<string, string>} */
const FIRST = { restore: "restore-keys" };

await prepare();
const [name = "", ...args] = process.argv.slice(2);
try {
  const first = FIRST[name];
  const { dataDir } = readOptions(ROOT, [], process.env);
  if (first) await run(first, { ...process.env, TRAMA_DATA: dataDir });
  const installation = await openInstallation(ROOT);
  const code = await status(name, installation.env);
  await installation.close();
  process.exit(code);
} catch (error) {
  quit(error);
}

/** @param {string} script @param {NodeJS.ProcessEnv} env */
async function run(script, env) {
  const code = await status(script, env);
  if (code !== 0) process.exit(code);
}

/** @param {string} script @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function status(script, env) {
  const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
  const child = spawn(process.execPath, [tsx, join(ROOT, "scripts", `${script}.ts`), ...args], {
    cwd: ROOT,
    stdio: "inherit",
    env,
  });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}
