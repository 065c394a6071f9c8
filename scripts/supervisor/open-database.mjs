import { Failure } from "./failure.mjs";
import { startPostgres } from "./postgres.mjs";

/**
 * @typedef {object} Database
 * @property {string} url as the owner
 * @property {Promise<string>} exited never settles where the server is not ours
 * @property {(error: unknown) => never} blame throws what the database itself knows about a failed step
 */

/**
 * The embedded database, or the one of DATABASE_URL.
 * @param {string} dataDir @param {(line: string) => void} log @param {(() => unknown)[]} undo
 * @returns {Promise<Database>}
 */
export async function openDatabase(dataDir, log, undo) {
  const url = process.env.DATABASE_URL;
  if (url) return { url, exited: new Promise(() => {}), blame: blameAddress };
  const postgres = await startPostgres({ dataDir, log });
  undo.push(() => postgres.stop());
  return {
    url: postgres.url,
    exited: postgres.exited,
    blame(error) {
      if (!/No space left on device/.test(postgres.lastWords())) throw error;
      throw new Error("No space left on device", { cause: error });
    },
  };
}

/** A step that fails because the server does not let us in. @param {unknown} error @returns {never} */
function blameAddress(error) {
  const text = error instanceof Error ? `${error.message} ${String(error.cause)}` : "";
  const why =
    /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|password authentication failed|database "[^"]*" does not exist/.exec(
      text,
    )?.[0];
  if (!why) throw error;
  throw new Failure(
    `The database of DATABASE_URL does not let us in (${why}): check its address, user and password, or unset DATABASE_URL to use the embedded one.`,
    `La base de datos de DATABASE_URL no nos deja entrar (${why}): revise dirección, usuario y clave, o quite DATABASE_URL para usar la incorporada.`,
  );
}
