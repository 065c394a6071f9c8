import type { GatewayName } from "@/server/integrations/payments/schema";
import { culqiStage } from "./culqi";
import { izipayStage } from "./izipay";
import { mercadopagoStage } from "./mercadopago";
import { niubizStage } from "./niubiz";
import { paypalStage } from "./paypal";
import type { Stage } from "./stage";
import { stripeStage } from "./stripe";

/** Every gateway that there is an adapter for, each with a fresh stand-in. */
export const stages: Readonly<Record<GatewayName, () => Stage>> = {
  culqi: culqiStage,
  izipay: izipayStage,
  mercadopago: mercadopagoStage,
  niubiz: niubizStage,
  paypal: paypalStage,
  stripe: stripeStage,
};
