import type { GatewaySettings } from "../ask-gateway";
import type { SellerLeave } from "../schema";
import { type MercadopagoApp, sellerLeaveUrl, takeSellerTokens } from "./oauth";

/** A stand-in has its page of leave beside its API; the vendor's is on a host of its own. */
export function openSellerLeave(
  app: MercadopagoApp & { webhookSecret: string },
  settings: GatewaySettings = {},
): SellerLeave {
  const page = settings.baseUrl && `${settings.baseUrl.replace(/\/$/, "")}/authorization`;
  return {
    webhookSecret: app.webhookSecret,
    url: (given) => sellerLeaveUrl(app, given, page),
    take: (ctx, integrationId, grant) =>
      takeSellerTokens(ctx, { integrationId }, app, grant, settings),
  };
}
