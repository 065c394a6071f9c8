import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, explain } from "./failure.mjs";
import { installWhenNeeded } from "./install.mjs";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const NODE_MAJOR = 24;
const SIGNALS = /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Installs when needed and makes sure that the script runs on Node 24: returns where it does,
 * otherwise runs the same script again on the installed Node and ends with its exit code.
 * A failure is one sentence and exit code 1.
 */
export async function prepare(root = ROOT) {
  try {
    await installWhenNeeded(root);
    const node = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
    if (existsSync(node)) {
      if (realpathSync(node) !== realpathSync(process.execPath)) await runAgainOn(node);
    } else if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR) {
      throw new Failure(
        `Trama runs on Node ${NODE_MAJOR}, and there is no ready-made one for ${process.platform}-${process.arch}: install Node ${NODE_MAJOR} and start again.`,
        `Trama corre en Node ${NODE_MAJOR} y no hay uno listo para ${process.platform}-${process.arch}: instale Node ${NODE_MAJOR} y arranque de nuevo.`,
      );
    }
  } catch (error) {
    quit(error);
  }
}

/** Ends the process with the fault as one sentence; TRAMA_DEBUG=1 adds the details. @param {unknown} fault @returns {never} */
export function quit(fault) {
  if (process.env.TRAMA_DEBUG) console.error(fault);
  console.error(`\n${explain(fault).message}`);
  process.exit(1);
}

/** Never returns: this process only passes signals on and takes over the exit code. @param {string} node @returns {Promise<never>} */
function runAgainOn(node) {
  const env = {
    ...process.env,
    PATH: `${join(dirname(node), "../../.bin")}:${process.env.PATH ?? ""}`,
  };
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: "inherit",
    env,
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  return new Promise((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
