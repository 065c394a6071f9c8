import { z } from "zod";
import {
  addChargeInput,
  changePlanInput,
  createServiceInput,
  holdServiceInput,
  pauseServiceInput,
  serviceIdInput,
  terminateServiceInput,
} from "./schema";

const maybeDay = z
  .literal("")
  .transform(() => undefined)
  .or(z.iso.date("day_invalid"))
  .optional();
const yes = z.boolean();

/** What `/services/new` asks for. */
export const serviceForm = createServiceInput
  .pick({
    label: true,
    addressId: true,
    priceBookId: true,
    ownPrice: true,
    quantity: true,
    enforcementRef: true,
    gate: true,
  })
  .extend({
    customerId: z.uuid("customer_required"),
    itemId: z.uuid("plan_required"),
    /** `""`: the plan's own day, or the day on which it begins. */
    anchor: z.string().regex(/^(?:[1-9]|[12]\d|3[01])?$/),
    startsOn: maybeDay,
  });
export type ServiceForm = z.output<typeof serviceForm>;

/** The dialogs of a service's page, each the verb's input without the service. */
export const changePlanForm = changePlanInput
  .pick({ when: true, ownPrice: true })
  .extend({ itemId: z.uuid("plan_required") });
export type ChangePlanForm = z.output<typeof changePlanForm>;
export const moveForm = z.object({ addressId: z.uuid("reference_unknown") });
export const holdForm = holdServiceInput.pick({ hold: true, reason: true });
export const pauseForm = pauseServiceInput
  .pick({ reason: true })
  .extend({ until: maybeDay.transform((day) => day ?? null) });
export const terminateForm = terminateServiceInput
  .pick({ reason: true })
  .extend({ onDay: maybeDay, waiveFee: yes, creditUnused: yes });
export const activateForm = serviceIdInput.omit({ serviceId: true }).extend({ startsOn: maybeDay });
export const billDayForm = z.object({ anchorDay: z.string() });
export const chargeForm = addChargeInput.omit({ serviceId: true }).extend({
  basis: z.enum(["fixed", "percent"]),
  recurring: yes,
  cycles: z
    .literal("")
    .transform(() => null)
    .or(z.coerce.number().int().min(1).max(120)),
});
