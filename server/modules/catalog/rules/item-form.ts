import { z } from "zod";
import { createItemInput, type CreateItemInput, type ItemDto, networkPlan } from "../schema";

const mbps = z.union([z.literal(""), z.coerce.number().min(0.001, "speed_required").max(100_000)]);
const clock = z.union([z.literal(""), z.iso.time({ precision: -1 })]);

/** The catalogue's form: an item laid flat, speeds in Mbit/s as people say them. */
export const itemForm = createItemInput
  .omit({ network: true, parts: true, integrationId: true, dunningPolicyId: true })
  .extend({
    downMbps: mbps,
    upMbps: mbps,
    burstDownMbps: mbps,
    burstUpMbps: mbps,
    burstSeconds: networkPlan.shape.burstSeconds,
    priority: networkPlan.shape.priority,
    pool: networkPlan.shape.pool,
    contention: networkPlan.shape.contention,
    capGb: networkPlan.shape.capGb,
    fupDownMbps: mbps,
    fupUpMbps: mbps,
    scheduleFrom: clock,
    scheduleUntil: clock,
    scheduleDownMbps: mbps,
    scheduleUpMbps: mbps,
    parts: z.array(z.object({ itemId: z.uuid(), quantity: z.string() })),
  });
export type ItemForm = z.output<typeof itemForm>;
type Typed = z.input<typeof itemForm>;

const kbps = (given: number | ""): number | null =>
  given === "" ? null : Math.round(given * 1000);
const typed = (given: number | null | undefined): number | "" => (given ? given / 1000 : "");

/** What the server takes of a form; what does not belong to the kind falls away. Pure. */
export function toItemInput(form: ItemForm): CreateItemInput {
  const { downMbps, upMbps, burstDownMbps, burstUpMbps, burstSeconds, ...rest } = form;
  const { priority, pool, contention, capGb, fupDownMbps, fupUpMbps, ...more } = rest;
  const { scheduleFrom, scheduleUntil, scheduleDownMbps, scheduleUpMbps, ...item } = more;
  const internet = item.kind === "subscription" && item.niche === "internet";
  const speeds = internet && downMbps !== "" && upMbps !== "";
  const schedule = scheduleFrom && scheduleUntil && scheduleDownMbps && scheduleUpMbps;
  return {
    ...item,
    niche: item.kind === "subscription" ? item.niche : "other",
    parts: item.kind === "bundle" ? item.parts : [],
    network: speeds
      ? {
          ...{ downKbps: kbps(downMbps) ?? 0, upKbps: kbps(upMbps) ?? 0 },
          ...{ burstDownKbps: kbps(burstDownMbps), burstUpKbps: kbps(burstUpMbps), burstSeconds },
          ...{ priority, pool, contention, capGb },
          ...{ fupDownKbps: kbps(fupDownMbps), fupUpKbps: kbps(fupUpMbps) },
          schedule: schedule
            ? {
                ...{ from: scheduleFrom, until: scheduleUntil },
                ...{ downKbps: kbps(scheduleDownMbps) ?? 0, upKbps: kbps(scheduleUpMbps) ?? 0 },
              }
            : null,
        }
      : null,
  };
}

/** What the form begins with: an item to be changed, or a plan to be made. Pure. */
export function fromItem(item: ItemDto | undefined, currency: string): Typed {
  const network = item?.network;
  return {
    kind: item?.kind ?? "subscription",
    code: item?.code ?? "",
    name: item?.name ?? "",
    description: item?.description ?? "",
    niche: item?.niche ?? "internet",
    category: item?.category ?? "",
    unitOfMeasure: item?.unitOfMeasure ?? "month",
    businessUnitId: item?.businessUnitId ?? "",
    taxClassId: item?.taxClassId ?? "",
    price: "",
    cost: item?.cost ?? "",
    costCurrency: item?.costCurrency ?? currency,
    marginFloor: item?.marginFloor ?? "",
    intervalMonths: item?.intervalMonths ?? 1,
    billingMode: item?.billingMode ?? "prepaid",
    anchorDay: item?.anchorDay ?? "",
    setupFee: item?.setupFee ?? "",
    commitmentMonths: item?.commitmentMonths ?? 0,
    earlyTerminationPercent: item?.earlyTerminationPercent ?? "",
    enforcementKind: item?.enforcementKind ?? "none",
    downMbps: typed(network?.downKbps),
    upMbps: typed(network?.upKbps),
    burstDownMbps: typed(network?.burstDownKbps),
    burstUpMbps: typed(network?.burstUpKbps),
    burstSeconds: network?.burstSeconds ?? "",
    priority: network?.priority ?? 8,
    pool: network?.pool ?? "",
    contention: network?.contention ?? 1,
    capGb: network?.capGb ?? "",
    fupDownMbps: typed(network?.fupDownKbps),
    fupUpMbps: typed(network?.fupUpKbps),
    scheduleFrom: network?.schedule?.from ?? "",
    scheduleUntil: network?.schedule?.until ?? "",
    scheduleDownMbps: typed(network?.schedule?.downKbps),
    scheduleUpMbps: typed(network?.schedule?.upKbps),
    parts: (item?.parts ?? []).map(({ itemId, quantity }) => ({ itemId, quantity })),
  };
}
