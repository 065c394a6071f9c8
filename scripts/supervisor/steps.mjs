import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * One command of a start.
 * @typedef {{ command: string, args: string[] }} Step
 * @typedef {object} Steps
 * @property {Step} migrate brings the database to this version
 * @property {Step} seed makes the demo tenants; prints the demo logins as JSON on its last line
 * @property {Step[]} build what runs when the built files are stale
 * @property {Step} [routers] the routers that the demo practises on; the data folder is added. One line of JSON when they listen
 * @property {Step} [gateway] the gateway on which the demo is paid; as the routers
 * @property {Step} [whatsapp] the phone on which the demo's people get WhatsApp; as the routers
 * @property {Step} serve the server: PORT, HOST; answers GET /api/ready
 */

/** The commands that a start consists of. @param {string} root @param {{ dev: boolean }} options @returns {Steps} */
export function stepsFor(root, { dev }) {
  const node = (/** @type {string[]} */ ...args) => ({ command: process.execPath, args });
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  const extra = join(root, "scripts/build.mjs");
  return {
    migrate: node("--import", "tsx", "scripts/migrate.ts"),
    seed: node("--import", "tsx", "scripts/seed.ts"),
    routers: node("--import", "tsx", "standins/routeros/demo.ts"),
    gateway: node("--import", "tsx", "standins/stripe/demo.ts"),
    whatsapp: node("--import", "tsx", "standins/whatsapp/demo.ts"),
    build: [
      node(join(root, "node_modules/next/dist/bin/next"), "build"),
      ...(existsSync(extra) ? [node(extra)] : []),
    ],
    serve: dev
      ? node(tsx, "watch", "--clear-screen=false", "server/main.ts")
      : node("--import", "tsx", "server/main.ts"),
  };
}
