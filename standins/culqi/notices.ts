import { newId } from "./objects";

export type CulqiNotice = { body: string; headers: Record<string, string> };

/** An event, as the service writes it: its object is text within the text. */
export const eventOf = (type: string, object: unknown, nowMs: number, id = newId("evt")): string =>
  JSON.stringify({
    ...{ object: "event", id, type, creation_date: nowMs, data: JSON.stringify(object) },
  });

/** With the user and the password that its panel was given. */
export const authorized = (body: string, secret: string): CulqiNotice => ({
  body,
  headers: {
    "content-type": "application/json",
    authorization: `Basic ${Buffer.from(`trama:${secret}`).toString("base64")}`,
  },
});
