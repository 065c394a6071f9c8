import { Agent, buildConnector } from "undici";
import { resolveVetted } from "./resolve-vetted";
import { seams } from "./seams";
import type { Transport } from "./types";

const OPTIONS = {
  connectTimeout: 10_000,
  keepAliveTimeout: 10_000,
  maxHeaderSize: 16_384,
  connections: 32,
  allowH2: false,
} as const;

const AGENTS_MAX = 500;

const key = Symbol.for("trama.outbound.agents");
type Holder = { [key]?: Map<string, Agent> };

/** The pool of connections for a transport; a pool is never shared between transports with other rules. */
export function dispatcherFor(transport: Transport): Agent {
  const agents = ((globalThis as Holder)[key] ??= new Map());
  const name = JSON.stringify(transport);
  let agent = agents.get(name);
  if (!agent) {
    agents.set(name, (agent = new Agent(optionsFor(transport))));
    closeOldest(agents);
  }
  return agent;
}

/** Device clients differ by their CIDRs; calls under way on one that makes room end by themselves. */
function closeOldest(agents: Map<string, Agent>): void {
  if (agents.size <= AGENTS_MAX) return;
  const oldest = agents.entries().next().value;
  if (!oldest) return;
  agents.delete(oldest[0]);
  void oldest[1].close();
}

/** Ends every kept connection (end of the process, tests). */
export async function closeOutbound(): Promise<void> {
  const agents = (globalThis as Holder)[key];
  const open = [...(agents?.values() ?? [])];
  agents?.clear();
  await Promise.all(open.map((agent) => agent.destroy()));
}

function optionsFor(transport: Transport): Agent.Options {
  if (transport.kind === "vendor") return OPTIONS;
  return { ...OPTIONS, connect: guardedConnector(transport) };
}

/** Resolves, vets, and connects to the vetted address; TLS still asks for and checks the name. */
function guardedConnector(
  transport: Exclude<Transport, { kind: "vendor" }>,
): buildConnector.connector {
  const connect = buildConnector({ timeout: OPTIONS.connectTimeout, allowH2: false });
  return async (options, callback) => {
    const port = Number(options.port || (options.protocol === "https:" ? 443 : 80));
    try {
      const address = await resolveVetted(options.hostname, port, transport);
      const target = seams().dial(address, port);
      connect({ ...options, hostname: target.host, port: String(target.port) }, callback);
    } catch (error) {
      callback(error instanceof Error ? error : new Error("connect failed"), null);
    }
  };
}
