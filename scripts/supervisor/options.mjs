import { join, resolve } from "node:path";
import { Failure } from "./failure.mjs";
import { freePort, isPortFree } from "./ports.mjs";

/**
 * @typedef {object} Options
 * @property {boolean} json @property {boolean} dev @property {number} port 0: any free one
 * @property {string} host @property {string} dataDir @property {boolean} ownDataDir the default folder
 */

/** Reads flags and environment. @param {string} root @param {string[]} argv @param {NodeJS.ProcessEnv} env @returns {Options} */
export function readOptions(root, argv, env) {
  const unknown = argv.find((flag) => flag !== "--json" && flag !== "--dev");
  if (unknown) {
    throw new Failure(
      `Unknown option ${unknown}: use --json or --dev.`,
      `Opción desconocida ${unknown}: use --json o --dev.`,
    );
  }
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Failure(
      `PORT=${env.PORT} is no port: use a number up to 65535.`,
      `PORT=${env.PORT} no es un puerto: use un número hasta 65535.`,
    );
  }
  const dataDir = resolve(root, env.TRAMA_DATA || join(root, ".data"));
  return {
    json: argv.includes("--json"),
    dev: argv.includes("--dev"),
    port,
    host: env.HOST || "127.0.0.1",
    dataDir,
    ownDataDir: dataDir === join(root, ".data"),
  };
}

/** The port to serve on, checked before anything is started. @param {Options} options @returns {Promise<number>} */
export async function servingPort({ port, host }) {
  try {
    if (port === 0) return await freePort(host);
    if (await isPortFree(port, host)) return port;
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Failure(
      `Cannot listen on ${host}:${port} (${why}): set PORT to a number above 1024, and HOST to an address of this machine.`,
      `No se puede escuchar en ${host}:${port} (${why}): ponga en PORT un número mayor que 1024, y en HOST una dirección de este equipo.`,
    );
  }
  throw new Failure(
    `Port ${port} is taken: stop the program that uses it, or choose another one (PORT=${port + 1} npm start).`,
    `El puerto ${port} está ocupado: detenga el programa que lo usa, o elija otro (PORT=${port + 1} npm start).`,
  );
}
