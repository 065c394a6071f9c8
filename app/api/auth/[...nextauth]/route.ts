import { asRoute } from "@/server/doors/as-route";
import { authDoor } from "@/server/doors/auth";

export const dynamic = "force-dynamic";

export const GET = asRoute(authDoor);
export const POST = asRoute(authDoor);
