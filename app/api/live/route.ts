import { asRoute } from "@/server/doors/as-route";
import { liveDoor } from "@/server/doors/live";

export const dynamic = "force-dynamic";

export const GET = asRoute(liveDoor);
