import { parseArgs } from "node:util";
import { listenToStdin, serveControl } from "./control";
import { startRouterOs } from "./start";

// npm run routeros -- --version 7.18 --port 8728 --state ./router.json
const { values } = parseArgs({
  options: {
    version: { type: "string", default: "7.18" },
    port: { type: "string", default: "8728" },
    "tls-port": { type: "string" },
    "control-port": { type: "string" },
    state: { type: "string" },
    identity: { type: "string" },
    seed: { type: "string", default: "1" },
    user: { type: "string", default: "admin" },
    password: { type: "string", default: "" },
  },
});
const standin = await startRouterOs({
  version: values.version,
  port: Number(values.port),
  tlsPort: values["tls-port"] === undefined ? undefined : Number(values["tls-port"]),
  stateFile: values.state,
  identity: values.identity,
  seed: Number(values.seed),
  users: [{ name: values.user, password: values.password }],
});
const where = `${standin.host}:${standin.port}`;
console.log(`RouterOS ${values.version} stand-in: ${where}, user ${values.user}. Type help.`);
if (standin.tlsPort !== undefined)
  console.log(
    `api-ssl: ${standin.host}:${standin.tlsPort}, SHA-256 ${standin.certificateFingerprint}`,
  );
if (values["control-port"] !== undefined)
  console.log(`Control: ${(await serveControl(standin, Number(values["control-port"]))).url}`);
listenToStdin(standin);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void standin.close().then(() => process.exit(0)));
