import { asRoute } from "@/server/doors/as-route";
import { brandDoor } from "@/server/doors/brand";

export const dynamic = "force-dynamic";

export const GET = asRoute(brandDoor);
