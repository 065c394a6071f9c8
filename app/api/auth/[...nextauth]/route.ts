import { asRoute } from "@/server/doors/as-route";
import { BODY_CAPS } from "@/server/doors/body-caps";
import { authDoor } from "@/server/doors/auth";

export const dynamic = "force-dynamic";

export const GET = asRoute(authDoor, BODY_CAPS.auth);
export const POST = asRoute(authDoor, BODY_CAPS.auth);
