import type { IncomingMessage } from "node:http";
import { AS_TEXT, answerWebhook } from "@/server/doors/webhooks";
import { BODY_CAPS } from "@/server/doors/body-caps";
import { send } from "./node-bridge";
import { readBody } from "./read-body";
import type { NodeDoor } from "./routes";

/** /api/webhooks on plain node:http: a web `Request` and its streams cost more than the notice itself. */
export const webhooksOnNode: NodeDoor = async (req, res, path, peer) => {
  const { method = "GET" } = req;
  const query = () => new URLSearchParams((req.url ?? "").split("?").slice(1).join("?"));
  const body = () => readBody(req, BODY_CAPS.webhooks);
  const call = { method, path, query, headers: headersOf(req), body };
  const answer = await answerWebhook(call, peer);
  if (typeof answer !== "string") return send(res, answer);
  for (const [name, value] of Object.entries(AS_TEXT)) res.setHeader(name, value);
  // A text goes out with its head in one write; bytes would be a second one.
  res.end(answer);
};

/** Node has joined repeated headers already. */
const headersOf = (req: IncomingMessage): Pick<Headers, "get"> => ({
  get: (name) => {
    const value = req.headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  },
});
