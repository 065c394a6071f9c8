import type { IncomingMessage, ServerResponse } from "node:http";
import { AUDIT_EXPORT_PATH, auditExportDoor } from "@/server/doors/audit-export";
import { authDoor } from "@/server/doors/auth";
import { brandDoor } from "@/server/doors/brand";
import type { Door, Peer } from "@/server/doors/door";
import { BODY_CAPS } from "@/server/doors/body-caps";
import { filesDoor } from "@/server/doors/files";
import { handleJob } from "@/server/doors/jobs";
import { healthDoor } from "@/server/doors/health";
import { LIVE_PATH, liveOnNode } from "@/server/doors/live";
import { LEAVE_CALLBACK_PATH, mercadopagoCallbackDoor } from "@/server/doors/mercadopago-callback";
import { OIDC_CALLBACK_PATH, oidcCallbackDoor } from "@/server/doors/oidc-callback";
import { metricsDoor } from "@/server/doors/metrics";
import { PAY_PREFIX, payDoor } from "@/server/doors/pay";
import { readyDoor } from "@/server/doors/ready";
import { restDoor } from "@/server/doors/rest";
import { tlsAskDoor } from "@/server/doors/tls-ask";
import { TRPC_PREFIX, trpcOnNode } from "@/server/doors/trpc";
import { WEBHOOKS_PREFIX } from "@/server/doors/webhooks";
import { webhooksOnNode } from "./webhooks-on-node";

/** A way in that works on node's own objects: tRPC, live streams and vendors' notices, where a web Response costs too much. */
export type NodeDoor = (
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  peer: Peer,
) => Promise<void>;

export type Route = {
  /** Label in metrics and traces. */
  name: string;
  matches(path: string): boolean;
  maxBodyBytes: number;
} & ({ door: Door } | { nodeDoor: NodeDoor });

const exactly = (wanted: string) => (path: string) => path === wanted;
const under = (prefix: string) => (path: string) => path.startsWith(prefix);

/** What main.ts answers itself, in order; everything else is Next's. */
export const routes: readonly Route[] = [
  {
    name: "trpc",
    matches: under(TRPC_PREFIX),
    maxBodyBytes: BODY_CAPS.trpc,
    nodeDoor: (req, res, path, peer) =>
      trpcOnNode(req, res, path.slice(TRPC_PREFIX.length).replaceAll("%2C", ","), peer),
  },
  { name: "v1", matches: under("/api/v1/"), maxBodyBytes: BODY_CAPS.v1, door: restDoor },
  {
    name: "files",
    matches: (path) => path === "/api/files" || path.startsWith("/api/files/"),
    maxBodyBytes: BODY_CAPS.files,
    door: filesDoor,
  },
  { name: "brand", matches: under("/brand/"), maxBodyBytes: 0, door: brandDoor },
  { name: "auth", matches: under("/api/auth/"), maxBodyBytes: BODY_CAPS.auth, door: authDoor },
  { name: "jobs", matches: under("/api/jobs/"), maxBodyBytes: BODY_CAPS.jobs, door: handleJob },
  {
    name: "webhooks",
    matches: under(WEBHOOKS_PREFIX),
    maxBodyBytes: BODY_CAPS.webhooks,
    nodeDoor: webhooksOnNode,
  },
  { name: "pay", matches: under(PAY_PREFIX), maxBodyBytes: BODY_CAPS.pay, door: payDoor },
  { name: "live", matches: exactly(LIVE_PATH), maxBodyBytes: 0, nodeDoor: liveOnNode },
  {
    name: "audit-export",
    matches: exactly(AUDIT_EXPORT_PATH),
    maxBodyBytes: 0,
    door: auditExportDoor,
  },
  {
    name: "mercadopago-callback",
    matches: exactly(LEAVE_CALLBACK_PATH),
    maxBodyBytes: 0,
    door: mercadopagoCallbackDoor,
  },
  {
    name: "oidc-callback",
    matches: exactly(OIDC_CALLBACK_PATH),
    maxBodyBytes: 0,
    door: oidcCallbackDoor,
  },
  {
    name: "tls-ask",
    matches: exactly("/api/internal/tls-ask"),
    maxBodyBytes: 0,
    door: tlsAskDoor,
  },
  { name: "health", matches: exactly("/api/health"), maxBodyBytes: 0, door: healthDoor },
  { name: "ready", matches: exactly("/api/ready"), maxBodyBytes: 0, door: readyDoor },
  { name: "metrics", matches: exactly("/api/metrics"), maxBodyBytes: 0, door: metricsDoor },
];
