import { spawn } from "node:child_process";
import { get } from "node:http";
import { join } from "node:path";
import { Failure, explain } from "./failure.mjs";
import { readJson, writeWhole } from "./files.mjs";
import { endProcess, identify, runs, waitUntil } from "./processes.mjs";

/** Drain first; what is still open after 20 s is cut. */
const DRAIN = /** @type {[NodeJS.Signals, number][]} */ ([
  ["SIGTERM", 20_000],
  ["SIGKILL", 2_000],
]);
const READY_MS = 120_000;
const KEPT_CHARS = 16_000;

/**
 * @typedef {object} Serving
 * @property {string} dataDir @property {string} cwd @property {NodeJS.ProcessEnv} env
 * @property {number} port @property {string} host @property {AbortSignal} [signal] ends the wait
 * @property {NodeJS.WritableStream} output where the server's log goes once it is ready
 */

/**
 * Starts the server and waits until it answers GET /api/ready with 200.
 * @param {import("./steps.mjs").Step} step @param {Serving} options
 * @returns {Promise<{ pid: number, exited: Promise<string>, stop: () => Promise<void> }>}
 */
export async function serve({ command, args }, { dataDir, cwd, env, port, host, output, signal }) {
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const heard = listenTo(child);
  let ended = false;
  /** @type {Promise<string>} */
  const exited = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  }).then((how) => ((ended = true), how));
  const id = identify(child.pid ?? 0);
  writeWhole(join(dataDir, "app.json"), JSON.stringify(id));
  const stop = () => endGroup(id);
  const came = await waitUntil(
    async () => ended || signal?.aborted || (await answers(port, host)),
    READY_MS,
  );
  if (!came || ended || signal?.aborted) {
    await stop();
    signal?.throwIfAborted();
    throw notReady(ended ? await exited : `no answer for ${READY_MS / 1000} s`, heard.text());
  }
  heard.passTo(output);
  return { pid: id.pid, exited, stop };
}

/** A server whose supervisor was killed still holds the port: it is drained before the next start. @param {string} dataDir */
export async function stopOrphanServer(dataDir) {
  const id = readJson(join(dataDir, "app.json"));
  if (id) await endGroup(id);
}

/** The leader drains its own; whatever of its group is left then is cut. @param {import("./processes.mjs").ProcessId} id */
async function endGroup(id) {
  const ours = runs(id);
  await endProcess(id, DRAIN);
  try {
    if (ours) process.kill(-id.pid, "SIGKILL");
  } catch {
    // Nobody was left, as it should be.
  }
}

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
function answers(port, host) {
  const address = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return new Promise((resolve) => {
    const headers = { host: `localhost:${port}` };
    const request = get({
      host: address,
      port,
      path: "/api/ready",
      headers,
      timeout: 5_000,
      agent: false,
    });
    request.once("response", (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(false));
  });
}

/** Until it is ready, what it says is kept: a fault is told in one sentence, not in a trace. @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} child */
function listenTo(child) {
  let text = "";
  /** @type {NodeJS.WritableStream | undefined} */
  let target;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk) => {
      if (target) target.write(chunk);
      else text = (text + chunk).slice(-KEPT_CHARS);
    });
  }
  return {
    text: () => text,
    passTo(/** @type {NodeJS.WritableStream} */ output) {
      output.write(text);
      target = output;
    },
  };
}

/** @param {string} how @param {string} said */
function notReady(how, said) {
  const line = said.split("\n").find((text) => /error/i.test(text) && !/^\s+at /.test(text));
  const what = (line ?? how).trim().slice(0, 300);
  const failure = new Failure(
    `The server stopped while starting (${what}): mend that and start again, or set TRAMA_DEBUG=1 to see all it said.`,
    `El servidor se detuvo al arrancar (${what}): corríjalo y arranque de nuevo, o ponga TRAMA_DEBUG=1 para ver todo lo que dijo.`,
    { cause: new Error(said) },
  );
  return explain(failure);
}
