import { asRoute } from "@/server/doors/as-route";
import { BODY_CAPS } from "@/server/doors/body-caps";
import { trpcDoor } from "@/server/doors/trpc";

export const dynamic = "force-dynamic";

export const GET = asRoute(trpcDoor, BODY_CAPS.trpc);
export const POST = asRoute(trpcDoor, BODY_CAPS.trpc);
