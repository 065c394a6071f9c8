import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

/** Writes the whole file or nothing (temporary file, fsync, rename). @param {string} path @param {string} text @param {number} [mode] */
export function writeWhole(path, text, mode = 0o600) {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    const file = openSync(draft, "wx", mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    keepOwner(draft);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** What root writes into another user's folder stays that user's. @param {string} path */
function keepOwner(path) {
  if (process.getuid?.() !== 0) return;
  const folder = statSync(dirname(path));
  if (folder.uid !== 0) chownSync(path, folder.uid, folder.gid);
}

/** The text of a file, or null where there is none. @param {string} path @returns {string | null} */
export function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** The parsed content of a JSON file, or null where it is absent or damaged. @param {string} path @returns {any} */
export function readJson(path) {
  try {
    return JSON.parse(readIfThere(path) ?? "null");
  } catch {
    return null;
  }
}
