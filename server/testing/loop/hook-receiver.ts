import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { inTenant } from "@/server/tenancy/in-tenant";
import { listenHttp } from "../http-listener";
import { type Town, WEBHOOK_EVENTS } from "./town";

type Heard = { id: string; entity: string; name: string };

/** A program that hears of the loop by signed events and keeps them in the order in which they came. */
export async function hookReceiver() {
  const heard: Heard[] = [];
  const badly: string[] = [];
  let secret = "";
  const listener = await listenHttp(({ headers }, response, body) => {
    const id = String(headers["webhook-id"]);
    const signed = `${id}.${String(headers["webhook-timestamp"])}.${body}`;
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const proof = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
    if (!String(headers["webhook-signature"]).split(" ").includes(proof)) badly.push(id);
    const { data, type } = JSON.parse(body) as { type: string; data: { entity: { id: string } } };
    heard.push({ id, entity: data.entity.id, name: type });
    response.writeHead(204).end();
  });
  return {
    port: listener.port,
    learn: (given: string) => void (secret = given),
    close: () => listener.close(),
    /** Every fact came once, signed, and each entity's in their order. */
    untruths: async ({ owner }: Town): Promise<string[]> => {
      const { rows } = await inTenant(owner, (tx) =>
        tx.execute<{
          entity: string;
          name: string;
        }>(sql`select entity_id as entity, name from events
          where name in ${WEBHOOK_EVENTS} order by seq`),
      );
      const line = (all: readonly Omit<Heard, "id">[]) =>
        [...Map.groupBy(all, ({ entity }) => entity)].map(
          ([entity, own]) => `${entity} ${own.map(({ name }) => name).join(" ")}`,
        );
      const [told, came] = [line(rows).toSorted(), line(heard).toSorted()];
      const twice = heard.length - new Set(heard.map(({ id }) => id)).size;
      const wrong = told.filter((one, at) => one !== came[at]);
      return [
        ...badly.map((id) => `not signed: ${id}`),
        ...(twice > 0 ? [`came twice: ${twice}`] : []),
        ...wrong.map((one) => `not heard so: ${one}`),
      ];
    },
  };
}
