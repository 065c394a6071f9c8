import { randomUUID } from "node:crypto";
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { NotFound } from "@/server/kernel/errors";
import { type FileKey, isFolder, storedFileKey } from "./file-key";
import type { FileStore, StoredFile } from "./port";

/** Files under `root/<tenantId>/…`. A write lands in `root/.incoming` and is renamed, so nobody reads half a file. */
export function openDiskFiles(root: string): FileStore {
  const base = resolve(root);
  const pathOf = (key: FileKey) => join(base, ...key.split("/"));
  return {
    driver: "disk",
    put: (key, bytes) => writeWhole(base, pathOf(key), bytes),
    get: (key) => readFile(pathOf(key)).catch(notFound),
    delete: (key) => rm(pathOf(key), { force: true }),
    exists: (key) => access(pathOf(key)).then(yes, no),
    list: (folder) => walk(base, folder),
  };
}

const yes = () => true;
const no = () => false;

function notFound(error: NodeJS.ErrnoException): never {
  throw error.code === "ENOENT" ? new NotFound("file", { cause: error }) : error;
}

async function writeWhole(base: string, path: string, bytes: Uint8Array): Promise<void> {
  const incoming = join(base, ".incoming");
  await Promise.all([
    mkdir(incoming, { recursive: true, mode: 0o700 }),
    mkdir(dirname(path), { recursive: true, mode: 0o700 }),
  ]);
  const temporary = join(incoming, randomUUID());
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function* walk(base: string, folder: string): AsyncGenerator<StoredFile> {
  if (!isFolder(folder)) throw new Error(`files: not a folder: ${JSON.stringify(folder)}`);
  const entries = await readdir(join(base, folder), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    },
  );
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const text = relative(base, path).split(sep).join("/");
    if (!entry.isFile() || text.startsWith(".incoming/")) continue;
    yield { key: storedFileKey(text.slice(0, 36), text), sizeBytes: (await stat(path)).size };
  }
}
