// Second half of `npm run restore -- <backup folder>`: migrates the empty database and fills it and the file store.
import { migrate } from "@/db/migrate";
import { composition } from "@/server/composition";
import { loadDatabase } from "./backup/load-database";
import { loadFiles } from "./backup/load-files";
import { readVerified } from "./backup/manifest";

try {
  const folder = process.argv[2] ?? "";
  const manifest = await readVerified(folder);
  const { env, files } = composition();
  await migrate(env.DATABASE_URL, env.TRAMA_MASTER_KEY);
  await loadDatabase(env, folder, manifest);
  await loadFiles(files, folder, manifest);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    `Restored ${rows} rows in ${manifest.tables.length} tables and ${manifest.files.length} files of ${manifest.madeAt}.`,
  );
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
