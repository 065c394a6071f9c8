// Verifies an audit export without the app: node builtins only, so it runs on any machine with Node ≥ 20.
// Usage: node scripts/audit-verify.mjs <export file or folder> [--key <base64 or PEM file>] [--checkpoint <file>] [--json]
import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const GENESIS = "0".repeat(64);
const MAX_PROBLEMS = 100;

/**
 * @typedef {{ kind: string, seq: number, detail: string }} Problem
 * @typedef {{ ok: boolean, facts: number, checkpoints: number, keyId: string, pinned: boolean, problems: Problem[] }} Report
 */

/**
 * Checks the lines of one export. `pinnedKey` (SPKI DER, base64) is a public key known from elsewhere: without it, whoever
 * could sign anew with a key of their own would pass. `outside` are checkpoint files that were kept outside.
 * @param {AsyncIterable<string> | Iterable<string>} lines
 * @param {{ pinnedKey?: string, outside?: { text: string, signature: string }[] }} [options]
 * @returns {Promise<Report>}
 */
export async function verifyExport(lines, { pinnedKey, outside = [] } = {}) {
  /** @type {State} */
  const state = {
    header: undefined,
    seq: 0,
    hash: GENESIS,
    hashes: new Map(),
    signed: [...outside],
    problems: [],
  };
  for await (const text of lines) {
    if (state.problems.length >= MAX_PROBLEMS) break;
    if (text.trim() !== "") takeLine(state, text);
  }
  if (!state.header) return finish(state, [problem("header", 0, "there is no header")], pinnedKey);
  const key = pinnedKey ?? state.header.publicKey;
  const found = [...pinProblems(state, pinnedKey), ...checkSigned(state, key)];
  return finish(state, found, pinnedKey);
}

/**
 * @typedef {{ tenant: string, publicKey: string, last: number }} Header
 * @typedef {{ header: Header | undefined, seq: number, hash: string, hashes: Map<number, string>,
 *   signed: { text: string, signature: string }[], problems: Problem[] }} State
 */

/** @param {State} state @param {Problem[]} more @param {string | undefined} pinnedKey @returns {Report} */
function finish(state, more, pinnedKey) {
  const problems = [...state.problems, ...more].slice(0, MAX_PROBLEMS);
  return {
    ok: problems.length === 0,
    facts: state.seq,
    checkpoints: state.signed.length,
    keyId: state.header ? keyId(pinnedKey ?? state.header.publicKey) : "",
    pinned: pinnedKey !== undefined,
    problems,
  };
}

/** @param {State} state @param {string} text */
function takeLine(state, text) {
  const line = parse(text);
  if (line?.type === "header" && !state.header && state.seq === 0) state.header = line;
  else if (line?.type === "event" && state.header) takeEvent(state, state.header, line);
  else if (line?.type === "checkpoint" && state.header) state.signed.push(line);
  else state.problems.push(problem("line", state.seq, "a line is unreadable or out of place"));
}

/** @param {State} state @param {Header} header @param {any} row */
function takeEvent(state, header, row) {
  const add = (/** @type {string} */ kind, /** @type {string} */ detail) =>
    state.problems.push(problem(kind, row.seq, detail));
  if (row.seq !== state.seq + 1) add("missing", `expected fact ${state.seq + 1}`);
  if (row.prevHash !== state.hash) add("unlinked", "does not follow the fact before it");
  if (sha256(`${row.prevHash}\n${row.seq}\n${row.body}`) !== row.hash)
    add("altered", "hash does not fit");
  if (!bodySays(row, header.tenant))
    add("columns", "fields say something else than the hashed body");
  state.seq = Number(row.seq);
  state.hash = String(row.hash);
  state.hashes.set(state.seq, state.hash);
}

/** @param {any} row @param {string} tenant */
function bodySays(row, tenant) {
  const body = parse(row.body);
  return (
    body !== undefined &&
    body.id === row.id &&
    body.tenant === tenant &&
    body.name === row.name &&
    body.entity?.type === row.entityType &&
    body.entity?.id === row.entityId &&
    body.at === row.occurredAt
  );
}

/** @param {State} state @param {string | undefined} pinnedKey */
function pinProblems(state, pinnedKey) {
  const other = pinnedKey !== undefined && state.header?.publicKey !== pinnedKey;
  return other
    ? [problem("key", 0, "the export names another public key than the one you trust")]
    : [];
}

/** Every checkpoint must be signed and fit; one must stand at the very end, or a tail could be missing.
 * @param {State} state @param {string} key */
function checkSigned(state, key) {
  /** @type {Problem[]} */
  const problems = [];
  const publicKey = readKey(key);
  if (!publicKey) return [problem("key", 0, "the public key is unreadable")];
  let last = 0;
  for (const { text, signature } of state.signed) {
    const said = parse(text);
    const seq = Number(said?.seq ?? 0);
    if (!isSigned(publicKey, text, signature) || said?.tenant !== state.header?.tenant)
      problems.push(problem("signature", seq, "a checkpoint's signature does not fit"));
    else if (seq > state.seq)
      problems.push(problem("tailCut", state.seq, `fact ${seq} was signed for`));
    else if (state.hashes.get(seq) !== said.hash)
      problems.push(problem("checkpoint", seq, "the signed checkpoint has another hash"));
    last = Math.max(last, seq);
  }
  if (last !== state.seq || state.header?.last !== state.seq)
    problems.push(problem("tailCut", state.seq, "no signed checkpoint stands at the end"));
  return problems;
}

/** @param {import("node:crypto").KeyObject} key @param {unknown} text @param {unknown} signature */
function isSigned(key, text, signature) {
  return (
    typeof text === "string" &&
    typeof signature === "string" &&
    verify(null, Buffer.from(text), key, Buffer.from(signature, "base64"))
  );
}

/** @param {unknown} text @returns {any} */
function parse(text) {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** @param {unknown} base64 */
function readKey(base64) {
  try {
    return createPublicKey({
      key: Buffer.from(String(base64), "base64"),
      format: "der",
      type: "spki",
    });
  } catch {
    return undefined;
  }
}

const sha256 = (/** @type {string} */ text) => createHash("sha256").update(text).digest("hex");
const keyId = (/** @type {unknown} */ base64) =>
  createHash("sha256")
    .update(Buffer.from(String(base64), "base64"))
    .digest("hex")
    .slice(0, 16);
const problem = (
  /** @type {string} */ kind,
  /** @type {number} */ seq,
  /** @type {string} */ detail,
) => ({ kind, seq, detail });

/** A PEM or base64 public key from a file or the argument itself. @param {string} given */
function keyFrom(given) {
  const text = (existsSync(given) ? readFileSync(given, "utf8") : given).trim();
  if (!text.startsWith("-----")) return text;
  return createPublicKey(text).export({ format: "der", type: "spki" }).toString("base64");
}

/** @param {string} path */
function exportFile(path) {
  if (!statSync(path).isDirectory()) return path;
  const files = readdirSync(path).filter((name) => name.endsWith(".jsonl"));
  if (files.length !== 1) throw new Error(`${path} must hold exactly one .jsonl file`);
  return join(path, String(files[0]));
}

/** @param {string[]} args @param {string} name @returns {string[]} */
const valuesOf = (args, name) =>
  args.flatMap((arg, index) =>
    arg === name && args[index + 1] !== undefined ? [String(args[index + 1])] : [],
  );

/** @param {string[]} args @returns {Promise<number>} exit code: 0 sound, 1 tampered, 2 cannot read */
async function main(args) {
  const path = args.find(
    (arg, index) => !arg.startsWith("--") && !args[index - 1]?.match(/^--(key|checkpoint)$/),
  );
  if (path === undefined || !existsSync(path)) {
    console.error(
      "Give the export file or folder: npm run audit:verify -- <export> [--key <public key>] [--checkpoint <file>]",
    );
    return 2;
  }
  const input = createReadStream(exportFile(path), { encoding: "utf8" });
  const key = valuesOf(args, "--key")[0];
  const report = await verifyExport(createInterface({ input, crlfDelay: Infinity }), {
    pinnedKey: key === undefined ? undefined : keyFrom(key),
    outside: valuesOf(args, "--checkpoint").map((file) => parse(readFileSync(file, "utf8")) ?? {}),
  });
  if (args.includes("--json")) console.log(JSON.stringify(report));
  else print(report);
  return report.ok ? 0 : 1;
}

/** @param {Report} report */
function print(report) {
  for (const { kind, seq, detail } of report.problems)
    console.log(`✗ fact ${seq}: ${kind}: ${detail}`);
  const sum = `${report.facts} facts, ${report.checkpoints} signed checkpoints, key ${report.keyId}`;
  console.log(
    report.ok ? `Sound: ${sum}.` : `TAMPERED: ${report.problems.length} problems in ${sum}.`,
  );
  if (report.ok && !report.pinned)
    console.log(
      "Compare the key with the one you were given, or pass it with --key: whoever can sign anew could forge an export.",
    );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2)).catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  });
