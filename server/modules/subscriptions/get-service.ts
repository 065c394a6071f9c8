import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { readTenant } from "@/server/tenancy/read-tenant";
import { fetchService, toServiceDto } from "./internal/service-row";
import type { ServiceDto, ServiceIdInput } from "./schema";

/** One service within reach, ended or not; throws `NotFound`. */
export function getService(ctx: Ctx, { serviceId }: ServiceIdInput): Promise<ServiceDto> {
  authorize(ctx, "service.read");
  return readTenant(ctx, async (tx) => toServiceDto(await fetchService(ctx, tx, serviceId)));
}
