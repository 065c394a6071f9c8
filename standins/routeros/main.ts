import { parseArgs } from "node:util";
import { startRouterOs } from "./start";

// npm run routeros -- --version 7.18 --port 8728 --state ./router.json
const { values } = parseArgs({
  options: {
    version: { type: "string", default: "7.18" },
    port: { type: "string", default: "8728" },
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
  stateFile: values.state,
  identity: values.identity,
  seed: Number(values.seed),
  users: [{ name: values.user, password: values.password }],
});
console.log(`RouterOS ${values.version} stand-in: ${standin.host}:${standin.port}`);
