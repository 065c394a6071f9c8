/** Modules that open a way out (or in) by themselves; the names beside them open nothing. */
const NETWORK_MODULES: Record<string, readonly string[]> = {
  http: ["STATUS_CODES", "METHODS"],
  https: [],
  http2: ["constants"],
  net: ["isIP", "isIPv4", "isIPv6", "BlockList"],
  tls: [],
  dgram: [],
  dns: [],
  "dns/promises": [],
  undici: [],
  ws: [],
  axios: [],
  "node-fetch": [],
  got: [],
  eventsource: [],
};

/** Vendors' own libraries: they call out by themselves, so only an adapter may hold one, inside `callVendor`. */
const VENDOR_SDK =
  /^(?:@upstash|@aws-sdk|@smithy|@neondatabase|@sentry|@opentelemetry\/exporter-[\w-]+|@google-cloud|@azure|resend|nodemailer|stripe|mercadopago|openai|twilio|web-push|telegraf|net-snmp|imapflow)(?:\/|$)/;

/** Globals that reach the network without an import. */
const GLOBALS =
  /(?<![\w$.])(?:(?:globalThis|window|self)\s*\.\s*)?(?:fetch\s*\(|new\s+(?:WebSocket|EventSource|XMLHttpRequest)\s*\(|navigator\s*\.\s*sendBeacon\s*\()/;
/** The same handed on under another name: `const f = fetch`, `{ fetch: globalThis.fetch }`. */
const HANDED_ON =
  /(?:globalThis|window|self)\s*(?:\.\s*fetch\b|\[\s*["'`]fetch)|[=:]\s*fetch\s*[;,})\n]/;

const IMPORT =
  /(?:import|export)\s+(?!type\b)([^"'`;]*?)\s*from\s*["'`]([^"'`]+)["'`]|(?:import|require|getBuiltinModule)\s*\(\s*["'`]([^"'`]+)["'`]|import\s*["'`]([^"'`]+)["'`]/g;

/** What in this source reaches out of the process by itself; empty when nothing does. */
export function waysOut(source: string): string[] {
  const code = withoutComments(source);
  const found = [...code.matchAll(IMPORT)].flatMap(([, clause, from, dynamic, bare]) =>
    importWayOut(clause ?? "", from ?? dynamic ?? bare ?? ""),
  );
  if (GLOBALS.test(code)) found.push("a global of the network");
  else if (HANDED_ON.test(code)) found.push("the global fetch handed on");
  return found;
}

function importWayOut(clause: string, specifier: string): string[] {
  const name = specifier.replace(/^node:/, "");
  if (VENDOR_SDK.test(name)) return [name];
  const harmless = Object.hasOwn(NETWORK_MODULES, name) ? NETWORK_MODULES[name] : undefined;
  if (!harmless) return [];
  const names = /^\{(.*)\}$/s.exec(clause.trim())?.[1]?.split(",") ?? [clause];
  const used = names.map((one) => one.trim()).filter((one) => one !== "" && !/^type\s/.test(one));
  const pure =
    clause !== "" && used.every((one) => harmless.includes(one.split(/\s+as\s+/)[0] ?? ""));
  return pure ? [] : [name];
}

/** Comments go, and the insides of template texts stay: a fetch hidden in `${}` still counts. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`\\])\/\/[^\n]*/g, "$1");
}
