import { asRoute } from "@/server/doors/as-route";
import { BODY_CAPS } from "@/server/doors/body-caps";
import { payDoor } from "@/server/doors/pay";

export const dynamic = "force-dynamic";

export const GET = asRoute(payDoor);
export const POST = asRoute(payDoor, BODY_CAPS.pay);
