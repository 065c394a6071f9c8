import { request as httpRequest } from "node:http";

/** What a vendor tells the product: the bytes and what signs them. */
export type Told = { body: string; headers: Record<string, string> };
/** The tenant's host and the path of its notices. */
export type Address = { host: string; path: string };

const TRIES = 6;

/**
 * Tells the product on this machine (PORT) something under the tenant's host: no name is looked up for it. As a vendor
 * does: again and with patience while the receiver does not answer. Gives whether it was taken.
 */
export async function tellProduct(told: Told, address: Address): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const status = await post(told, address).catch(() => 0);
    if (status >= 200 && status < 300) return true;
    if (tries >= TRIES) return false;
    await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** tries).unref());
  }
}

function post({ body, headers }: Told, { host, path }: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    const port = Number(process.env.PORT);
    const options = { method: "POST", headers: { ...headers, host } };
    const sent = httpRequest({ host: "127.0.0.1", port, path, ...options }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.setTimeout(10_000, () => sent.destroy(new Error("no answer")));
    sent.once("error", reject);
    sent.end(body);
  });
}
