import { asRoute } from "@/server/doors/as-route";
import { BODY_CAPS } from "@/server/doors/body-caps";
import { webhooksDoor } from "@/server/doors/webhooks";

export const dynamic = "force-dynamic";

export const GET = asRoute(webhooksDoor);
export const POST = asRoute(webhooksDoor, BODY_CAPS.webhooks);
