import { asRoute } from "@/server/doors/as-route";
import { readyDoor } from "@/server/doors/ready";

export const dynamic = "force-dynamic";

export const GET = asRoute(readyDoor);
