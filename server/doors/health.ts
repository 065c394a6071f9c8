import type { Door } from "./door";

/** /api/health: the process answers. Nothing else is asked, so that a slow database kills no process. */
export const healthDoor: Door = async () =>
  Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
