import { randomBytes } from "node:crypto";
import { forwardHeaders } from "./accept";
import { nextTime, parseCron } from "./cron";
import { destination, scheduleHeaders } from "./schemas";
import type { State } from "./state";
import { json, scheduleView } from "./views";

/** `/v2/schedules`: create or change (same `Upstash-Schedule-Id`), list, get, delete, pause, resume. */
export function handleSchedules(
  state: State,
  request: Request,
  path: { body: string; tail: string; id: string; action: string },
): Response {
  const { method } = request;
  const { id, action } = path;
  const schedule = state.schedules.get(id);
  if (schedule && (action === "pause" || action === "resume") && method !== "GET") {
    schedule.isPaused = action === "pause";
    return new Response(null, { status: 200 });
  }
  if (method === "POST") return put(state, request.headers, path.tail, path.body);
  if (method === "GET" && id === "")
    return json(200, [...state.schedules.values()].map(scheduleView));
  if (!schedule) return json(404, { error: `schedule ${id} not found` });
  if (method === "GET") return json(200, scheduleView(schedule));
  if (method === "DELETE") state.schedules.delete(id);
  return new Response(null, { status: method === "DELETE" ? 200 : 404 });
}

function put(state: State, given: Headers, url: string, body: string): Response {
  const headers = scheduleHeaders.parse(Object.fromEntries(given));
  const cron = parseCron(headers["upstash-cron"]);
  const scheduleId = headers["upstash-schedule-id"] ?? `scd_${randomBytes(12).toString("hex")}`;
  state.schedules.set(scheduleId, {
    scheduleId,
    cron: headers["upstash-cron"],
    destination: destination.parse(url),
    body,
    headers,
    forward: forwardHeaders(given),
    createdAt: state.schedules.get(scheduleId)?.createdAt ?? state.now(),
    isPaused: false,
    nextScheduleTime: cron ? nextTime(cron, state.now()) : Infinity,
  });
  return json(200, { scheduleId });
}
