import { asRoute } from "@/server/doors/as-route";
import { BODY_CAPS } from "@/server/doors/body-caps";
import { restDoor } from "@/server/doors/rest";

export const dynamic = "force-dynamic";

export const GET = asRoute(restDoor, BODY_CAPS.v1);
export const POST = asRoute(restDoor, BODY_CAPS.v1);
export const PUT = asRoute(restDoor, BODY_CAPS.v1);
export const PATCH = asRoute(restDoor, BODY_CAPS.v1);
export const DELETE = asRoute(restDoor, BODY_CAPS.v1);
