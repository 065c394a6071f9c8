// `npm run backup -- <folder>`: database, files and keys as one verified set.
import { randomBytes } from "node:crypto";
import { composition } from "@/server/composition";
import { makeBackup } from "./backup/make-backup";

const folder =
  process.argv[2] ?? `backup-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}`;
const given = process.env.TRAMA_BACKUP_PASSPHRASE;
const passphrase = given ?? randomBytes(18).toString("base64url");
const { env, files } = composition();
try {
  const manifest = await makeBackup(env, files, folder, passphrase);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    `${folder}: ${manifest.tables.length} tables, ${rows} rows, ${manifest.files.length} files, keys.`,
  );
  if (!given)
    console.log(`Passphrase of its keys (keep it elsewhere; it is not shown again): ${passphrase}`);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
