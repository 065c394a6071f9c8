import type { Socket } from "node:net";
import { RouterOSAPI } from "node-routeros";

/**
 * How routers are cut where nobody thought of it: one customer after another over the library that everybody used;
 * found by name, switched off, the session found and ended. One session a router, kept; Nagle's delay taken off.
 */
export async function naiveCuts(port: number, names: readonly string[]): Promise<void> {
  const api = await openNaive(port);
  for (const name of names) {
    const [secret] = await api.write("/ppp/secret/print", [`?name=${name}`]);
    await api.write("/ppp/secret/set", [`=.id=${String(secret?.[".id"])}`, "=disabled=yes"]);
    const [active] = await api.write("/ppp/active/print", [`?name=${name}`]);
    if (active) await api.write("/ppp/active/remove", [`=.id=${String(active[".id"])}`]);
  }
  await api.close();
}

/** The same with a connection and a login for each customer, as scripts of billing systems do it. */
export async function naiveScript(port: number, names: readonly string[]): Promise<void> {
  for (const name of names) await naiveCuts(port, [name]);
}

export async function openNaive(port: number): Promise<RouterOSAPI> {
  const account = { host: "127.0.0.1", port, user: "trama", password: "practise-only" };
  const api = new RouterOSAPI({ ...account, timeout: 60 });
  await api.connect();
  (api as unknown as { connector: { socket: Socket } }).connector.socket.setNoDelay(true);
  return api;
}
