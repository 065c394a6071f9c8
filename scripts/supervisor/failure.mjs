/** What went wrong, in one sentence that says what to do. Shown without a stack trace. */
export class Failure extends Error {
  /** @param {string} en @param {string} [es] @param {{ cause?: unknown }} [options] */
  constructor(en, es, options) {
    super(speaksSpanish() ? (es ?? en) : en, options);
    this.name = "Failure";
  }
}

/** True where the terminal's language is Spanish. */
export function speaksSpanish(env = process.env) {
  return /^es/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || "");
}

const FULL_DISK = /ENOSPC|No space left on device|EDQUOT|Disk quota exceeded/i;
const NO_PERMISSION = /EACCES|EPERM|EROFS|Permission denied|Read-only file system/i;

/**
 * The same fault as one sentence: a full disk and a missing permission are recognised wherever they
 * arise (a thrown error or the output of a child process).
 * @param {unknown} fault @param {string} [where] the folder or step it happened in
 * @returns {Failure}
 */
export function explain(fault, where = "") {
  if (fault instanceof Failure && !fault.cause) return fault;
  const text = fault instanceof Error ? `${fault.message} ${causeText(fault)}` : String(fault);
  const path = pathOf(fault) ?? where;
  const at = path ? ` (${path})` : "";
  if (FULL_DISK.test(text)) {
    return new Failure(
      `The disk is full${at}: free some space, or set TRAMA_DATA to a folder on another disk, and start again.`,
      `El disco está lleno${at}: libere espacio, o ponga en TRAMA_DATA una carpeta de otro disco, y arranque de nuevo.`,
    );
  }
  if (NO_PERMISSION.test(text)) {
    return new Failure(
      `No permission to write${at}: give this user that folder, or set TRAMA_DATA to one it may write to.`,
      `Sin permiso para escribir${at}: dé esa carpeta a este usuario, o ponga en TRAMA_DATA una en la que pueda escribir.`,
    );
  }
  if (fault instanceof Failure) return fault;
  const line = text.trim().split("\n")[0];
  return new Failure(
    `Could not start: ${line}${at}. Run again with TRAMA_DEBUG=1 to see the details.`,
    `No se pudo arrancar: ${line}${at}. Repita con TRAMA_DEBUG=1 para ver los detalles.`,
  );
}

/** @param {Error} error */
function causeText(error) {
  return error.cause instanceof Error ? error.cause.message : String(error.cause ?? "");
}

/** @param {unknown} fault @returns {string | undefined} */
function pathOf(fault) {
  if (!(fault instanceof Error) || !("path" in fault)) return undefined;
  return typeof fault.path === "string" ? fault.path : undefined;
}
