import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endProcess, identify } from "./processes.mjs";

/** @typedef {{ name: string, port: number, control: number }} DemoRouter name, port of its API, port of its control */
/** @typedef {{ url: string }} DemoGateway where its pages and its API are */
/** @typedef {{ url: string }} DemoPhone where what arrived is looked at, and its API */
/** @typedef {{ dataDir: string, cwd: string, env: NodeJS.ProcessEnv, say: (line: string) => void, undo: (() => unknown)[] }} Options */

const READY_MS = 30_000;
const END = /** @type {[NodeJS.Signals, number][]} */ ([
  ["SIGTERM", 5_000],
  ["SIGKILL", 2_000],
]);

/**
 * Starts the routers that the demo company practises on, with their state in the data folder. None where the demo is left
 * out (TRAMA_SEED=0), and none where they do not come up: the product serves without them, and shows them offline.
 * @param {import("./steps.mjs").Step | undefined} step @param {Options} options
 * @returns {Promise<DemoRouter[]>}
 */
export async function startDemoRouters(step, options) {
  return (await startDemo(step, "routers", options)) ?? [];
}

/**
 * Starts the gateway on which the demo company is paid with practice cards; undefined as above.
 * @param {import("./steps.mjs").Step | undefined} step @param {Options} options
 * @returns {Promise<DemoGateway | undefined>}
 */
export function startDemoGateway(step, options) {
  return startDemo(step, "gateway", options);
}

/**
 * Starts the phone on which the demo's people get WhatsApp messages; undefined as above.
 * @param {import("./steps.mjs").Step | undefined} step @param {Options} options
 * @returns {Promise<DemoPhone | undefined>}
 */
export function startDemoPhone(step, options) {
  return startDemo(step, "whatsapp", options);
}

/** @param {import("./steps.mjs").Step | undefined} step @param {"routers" | "gateway" | "whatsapp"} folder @param {Options} options */
async function startDemo(step, folder, { dataDir, cwd, env, say, undo }) {
  if (!step || env.TRAMA_SEED === "0") return undefined;
  const child = spawn(step.command, [...step.args, join(dataDir, folder)], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const id = identify(child.pid ?? 0);
  undo.push(() => endProcess(id, END));
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once("line", resolve)),
    new Promise((resolve) => child.once("exit", () => resolve(undefined))),
    new Promise((resolve) => child.once("error", () => resolve(undefined))),
    new Promise((resolve) => setTimeout(resolve, READY_MS).unref()),
  ]);
  if (typeof line === "string") return JSON.parse(line);
  say(`The demo's practice ${folder} did not start; everything else does.`);
  return undefined;
}
