import { asRoute } from "@/server/doors/as-route";
import { metricsDoor } from "@/server/doors/metrics";

export const dynamic = "force-dynamic";

export const GET = asRoute(metricsDoor);
