import { Webhook } from "standardwebhooks";
import { type HttpListener, listenHttp } from "./http-listener";

/** What stands behind an enforcement webhook: keeps a state for each service, and can lie or go away. */
export type EnforcementReceiver = {
  readonly listener: HttpListener;
  readonly states: Map<string, string>;
  readonly changed: Map<string, number>;
  /** `silent`: answers without saying what is so. `lies`: says it did and does not. `down`: 503. `slow`: as long as it is told. */
  mood: "honest" | "silent" | "lies" | "down";
  /** Waits before it does what it was asked. */
  before: (() => Promise<void>) | undefined;
};

/** Starts it; a message whose signature an independent library refuses is answered 401. */
export async function startReceiver(secret: string): Promise<EnforcementReceiver> {
  const webhook = new Webhook(secret);
  const receiver = {
    states: new Map<string, string>(),
    changed: new Map<string, number>(),
    mood: "honest",
    before: undefined,
  } as unknown as EnforcementReceiver;
  const listener = await listenHttp(async (request, response, body) => {
    const { states, mood } = receiver;
    const answer = (status: number, value: unknown) =>
      response.writeHead(status).end(JSON.stringify(value));
    if (mood === "down") return void answer(503, {});
    const given = request.method === "GET" ? (request.url ?? "") : body;
    try {
      webhook.verify(given, request.headers as Record<string, string>);
    } catch (error) {
      // A GET's body is its path: the library parses what it verified as JSON, and only that fails.
      if (!(error instanceof SyntaxError)) return void answer(401, {});
    }
    if (request.method === "GET") {
      const serviceId = new URL(given, "http://x").searchParams.get("service") ?? "";
      return void answer(200, { state: states.get(serviceId) ?? "on", serviceId });
    }
    const { data } = JSON.parse(body) as { data: { serviceId: string; desired: string } };
    await receiver.before?.();
    if (mood !== "lies" && states.get(data.serviceId) !== data.desired) {
      states.set(data.serviceId, data.desired);
      receiver.changed.set(data.serviceId, (receiver.changed.get(data.serviceId) ?? 0) + 1);
    }
    answer(200, mood === "silent" ? { ok: true } : { state: data.desired });
  });
  return Object.assign(receiver, { listener });
}
