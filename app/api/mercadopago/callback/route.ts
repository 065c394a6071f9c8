import { asRoute } from "@/server/doors/as-route";
import { mercadopagoCallbackDoor } from "@/server/doors/mercadopago-callback";

export const dynamic = "force-dynamic";

export const GET = asRoute(mercadopagoCallbackDoor);
