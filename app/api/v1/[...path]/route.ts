import { asRoute } from "@/server/doors/as-route";
import { restDoor } from "@/server/doors/rest";

export const dynamic = "force-dynamic";

export const GET = asRoute(restDoor);
export const POST = asRoute(restDoor);
export const PUT = asRoute(restDoor);
export const PATCH = asRoute(restDoor);
export const DELETE = asRoute(restDoor);
