import { Failure } from "./failure.mjs";

/** A server that dies again within this time is not restarted: something is wrong that a restart does not mend. */
const RESTART_EVERY_MS = 60_000;

/** @typedef {{ exited: Promise<string>, stop: () => Promise<void> }} Server */

/**
 * Watches server and database until a stop is requested. A server that dies is restarted; one that
 * dies again soon, or a database that dies, ends the start with a sentence.
 * @param {object} input
 * @param {Server} input.server @param {() => Promise<Server>} input.serveOnce
 * @param {{ exited: Promise<string> }} input.database
 * @param {(() => unknown)[]} input.undo @param {Promise<unknown>} input.requested
 */
export async function keepServing({ server, serveOnce, database, undo, requested }) {
  let current = server;
  let restartedAt = -Infinity;
  undo.push(() => current.stop());
  for (;;) {
    const event = await Promise.race([
      requested.then(() => ({ kind: "stop", how: "" })),
      database.exited.then((how) => ({ kind: "database", how })),
      current.exited.then((how) => ({ kind: "server", how })),
    ]);
    if (event.kind === "stop") return;
    if (event.kind === "database") throw databaseGone(event.how);
    if (performance.now() - restartedAt < RESTART_EVERY_MS) throw serverGone(event.how);
    restartedAt = performance.now();
    console.error(`The server stopped (${event.how}): starting it again…`);
    current = await serveOnce();
    console.error("The server is back.");
  }
}

/** @param {string} how */
function databaseGone(how) {
  return new Failure(
    `The database stopped by itself (${how}): look at postgres.log in the data folder, free disk space if it lacks, and start again.`,
    `La base de datos se detuvo sola (${how}): mire postgres.log en la carpeta de datos, libere espacio si falta, y arranque de nuevo.`,
  );
}

/** @param {string} how */
function serverGone(how) {
  return new Failure(
    `The server stopped twice within a minute (${how}): its last lines above say why; start again once that is mended.`,
    `El servidor se detuvo dos veces en un minuto (${how}): sus últimas líneas, arriba, dicen por qué; arranque de nuevo al corregirlo.`,
  );
}
