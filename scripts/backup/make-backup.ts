import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Env } from "@/server/env";
import type { FileStore } from "@/server/files/port";
import { dumpDatabase } from "./dump-database";
import { dumpFiles } from "./dump-files";
import { sealKeys } from "./keys";
import { digest, type Manifest } from "./manifest";

/** Database, files and keys as one set under `folder` (empty or absent); the manifest comes last, so that half a backup is none. */
export async function makeBackup(
  env: Env,
  files: FileStore,
  folder: string,
  passphrase: string,
): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new Error(`${folder} is not empty: name a new folder for the backup.`);
  const database = await dumpDatabase(env, folder);
  const stored = await dumpFiles(files, folder);
  await writeFile(join(folder, "keys.json"), sealKeys(env, passphrase), { mode: 0o600 });
  const keys = { path: "keys.json", ...(await digest(join(folder, "keys.json"))) };
  const manifest: Manifest = {
    format: 1,
    madeAt: new Date().toISOString(),
    ...database,
    files: stored,
    keys,
  };
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: 0o600,
  });
  return manifest;
}
