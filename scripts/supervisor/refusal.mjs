import { Failure } from "./failure.mjs";

/**
 * Why the database does not start, told by its own fatal line.
 * @param {string} said @param {string} dataDir
 */
export function refusal(said, dataDir) {
  const line = said.split("\n").find((text) => /FATAL:|PANIC:|error/i.test(text)) ?? said.trim();
  const cause = new Error(said);
  return new Failure(
    `The database in ${dataDir} does not start (${line.trim()}): see postgres.log there, restore a backup into an empty folder, or set TRAMA_DATA to another one.`,
    `La base de datos de ${dataDir} no arranca (${line.trim()}): vea postgres.log allí, restaure un respaldo en una carpeta vacía, o ponga otra en TRAMA_DATA.`,
    { cause },
  );
}
