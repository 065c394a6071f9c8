import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { readIfThere, readJson, writeWhole } from "./files.mjs";

/** @type {Record<string, () => string>} */
const MAKERS = {
  TRAMA_MASTER_KEY: () => randomBytes(32).toString("base64"),
  NEXTAUTH_SECRET: () => randomBytes(48).toString("base64url"),
  TRAMA_AUDIT_SIGNING_KEY: () =>
    generateKeyPairSync("ed25519")
      .privateKey.export({ format: "der", type: "pkcs8" })
      .toString("base64"),
};

/**
 * The installation's secrets: the environment's where given, else those of `secrets.json` in the
 * data folder (0600), made at the first start. A lost master key is never replaced in silence,
 * because what it encrypted would be lost with it.
 * @param {string} dataDir @param {NodeJS.ProcessEnv} [env] @returns {Record<string, string>}
 */
export function installationSecrets(dataDir, env = process.env) {
  const path = join(dataDir, "secrets.json");
  const stored = readJson(path);
  if (!stored?.TRAMA_MASTER_KEY && !env.TRAMA_MASTER_KEY && isInUse(dataDir, path))
    throw lostKey(path);
  const missing = Object.keys(MAKERS).filter((name) => !env[name] && !stored?.[name]);
  const kept = {
    ...stored,
    ...Object.fromEntries(missing.map((name) => [name, MAKERS[name]?.()])),
  };
  if (missing.length > 0) writeWhole(path, `${JSON.stringify(kept, null, 2)}\n`);
  return Object.fromEntries(Object.keys(MAKERS).map((name) => [name, env[name] || kept[name]]));
}

/** @param {string} dataDir @param {string} path */
function isInUse(dataDir, path) {
  return existsSync(join(dataDir, "postgres")) || readIfThere(path) !== null;
}

/** @param {string} path */
function lostKey(path) {
  return new Failure(
    `${path} is missing or damaged and the database's secrets are encrypted with its key: restore that file from a backup, or set TRAMA_MASTER_KEY.`,
    `${path} falta o está dañado y los secretos de la base están cifrados con su clave: restaure ese archivo de un respaldo, o ponga TRAMA_MASTER_KEY.`,
  );
}
