import { asRoute } from "@/server/doors/as-route";
import { oidcCallbackDoor } from "@/server/doors/oidc-callback";

export const dynamic = "force-dynamic";

export const GET = asRoute(oidcCallbackDoor);
