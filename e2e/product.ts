import { request } from "node:http";
import { z } from "zod";

const announced = z.object({
  faces: z.array(
    z.object({
      name: z.enum(["site", "platform", "staff", "portal"]),
      origin: z.string(),
      connect: z.string(),
      tenant: z.string().optional(),
    }),
  ),
  logins: z.array(
    z.object({
      tenant: z.string().nullish(),
      face: z.string(),
      role: z.string(),
      email: z.string(),
      password: z.string(),
    }),
  ),
});

let known: z.output<typeof announced> | undefined;

/** What `npm start -- --json` said when it was ready. */
export function product(): z.output<typeof announced> {
  return (known ??= announced.parse(JSON.parse(process.env.TRAMA_E2E_BASE ?? "{}")));
}

/** Address of a face: `origin("staff", "fibranet")`. */
export function origin(name: "site" | "platform" | "staff", tenant?: string): string {
  const face = product().faces.find((one) => one.name === name && one.tenant === tenant);
  if (!face) throw new Error(`no face ${name} ${tenant ?? ""}`);
  return face.origin;
}

/** Address of any host under the root, known to the product or not. */
export function hostOrigin(label: string): string {
  const root = new URL(origin("site"));
  return `${root.protocol}//${label}.${root.host}`;
}

/** Demo login by tenant and role; tenant null is the admin host. */
export function login(tenant: string | null, role: string): { email: string; password: string } {
  const found = product().logins.find(
    (one) => (one.tenant ?? null) === tenant && one.role === role,
  );
  if (!found) throw new Error(`no login for ${tenant} ${role}`);
  return found;
}

/** A plain request to a host that only browsers can resolve (`*.localhost`). */
export function call(
  url: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: string }> {
  const { host, pathname, search } = new URL(url);
  const connect = new URL(product().faces[0]?.connect ?? "");
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: connect.hostname,
        port: connect.port,
        path: pathname + search,
        method: options.method ?? "GET",
        headers: { host, ...options.headers },
      },
      (answer) => {
        let body = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => (body += chunk));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
      },
    );
    sent.once("error", reject);
    sent.end();
  });
}
