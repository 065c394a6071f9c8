import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";

/** The user that owns a path (through links: what it points to), or null where there is none. @param {string} path */
export function ownerOf(path) {
  try {
    return lstatSync(join(path, ".")).uid;
  } catch {
    return null;
  }
}

/** Gives a whole tree to a user, unless it is theirs already. @param {string} path @param {number} uid @param {number} gid */
export function chownTree(path, uid, gid) {
  const entry = lstatSync(path);
  if (entry.uid !== uid) lchownSync(path, uid, gid);
  if (!entry.isDirectory()) return;
  for (const name of readdirSync(path)) chownTree(join(path, name), uid, gid);
}

/**
 * Moves a cluster to a folder that its user can reach and leaves a link in its place, so that there
 * is one truth. A move that was cut short starts again from the original.
 * @param {string} from @param {string} home an empty folder @param {{ uid: number, gid: number }} account
 */
export function moveCluster(from, home, { uid, gid }) {
  const aside = `${from}.moved`;
  const target = join(home, "postgres");
  if (!existsSync(from) && existsSync(aside)) renameSync(aside, from);
  if (!lstatSync(from, { throwIfNoEntry: false })?.isDirectory()) return;
  cpSync(from, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  chmodSync(target, 0o700);
  chownTree(target, uid, gid);
  renameSync(from, aside);
  symlinkSync(target, from);
  rmSync(aside, { recursive: true, force: true });
}
