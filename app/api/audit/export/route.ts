import { asRoute } from "@/server/doors/as-route";
import { auditExportDoor } from "@/server/doors/audit-export";

export const dynamic = "force-dynamic";

export const POST = asRoute(auditExportDoor);
