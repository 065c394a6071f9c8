import { asRoute } from "@/server/doors/as-route";
import { healthDoor } from "@/server/doors/health";

export const dynamic = "force-dynamic";

export const GET = asRoute(healthDoor);
