import { asRoute } from "@/server/doors/as-route";
import { trpcDoor } from "@/server/doors/trpc";

export const dynamic = "force-dynamic";

export const GET = asRoute(trpcDoor);
export const POST = asRoute(trpcDoor);
