// First half of `npm run restore`: verifies the set, opens its keys and lays them into the empty data folder,
// so that the database that is made next has the passwords and keys that the data was sealed with.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openKeys } from "./backup/keys";
import { readVerified } from "./backup/manifest";

try {
  const [folder, dataDir, passphrase] = [
    process.argv[2],
    process.env.TRAMA_DATA,
    process.env.TRAMA_BACKUP_PASSPHRASE,
  ];
  if (!folder || !dataDir)
    throw new Error(
      "Usage: TRAMA_DATA=<empty folder> TRAMA_BACKUP_PASSPHRASE=… npm run restore -- <backup folder>",
    );
  if (!passphrase)
    throw new Error("TRAMA_BACKUP_PASSPHRASE is missing: it opens the keys of the backup.");
  const manifest = await readVerified(folder);
  const keys = openKeys(readFileSync(join(folder, manifest.keys.path), "utf8"), passphrase);
  const other = Object.entries(keys).find(
    ([name, value]) => process.env[name] && process.env[name] !== value,
  );
  if (other)
    throw new Error(
      `${other[0]} in the environment is not the backup's: unset it, or set it to the backup's.`,
    );
  if (existsSync(join(dataDir, "secrets.json")) || existsSync(join(dataDir, "database.json")))
    throw new Error(`${dataDir} already holds an installation: set TRAMA_DATA to an empty folder.`);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dataDir, "secrets.json"), `${JSON.stringify(keys, null, 2)}\n`, {
    mode: 0o600,
  });
  writeFileSync(
    join(dataDir, "trama.json"),
    `${JSON.stringify({ product: "trama", format: 1 })}\n`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
