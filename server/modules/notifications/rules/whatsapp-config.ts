import { z } from "zod";
import { MESSAGE_KEYS } from "@/server/modules/templates/rules/registry";

/** A template that the vendor keeps for the business account, as far as we use it. */
export const syncedTemplate = z.object({
  name: z.string(),
  /** `es`, `es_PE`, `pt_BR`… */
  language: z.string(),
  status: z.string(),
  category: z.string(),
  /** How many values header and body take. */
  header: z.number().int(),
  body: z.number().int(),
  /** The fixed beginning of the button's address; null: no button that takes a value. */
  button: z.string().nullable(),
});
export type SyncedTemplate = z.output<typeof syncedTemplate>;

export const templateChoice = z.object({ name: z.string(), language: z.string() });

/** What stands in the integration's `config` for WhatsApp: nothing of it is secret. */
export const whatsappConfig = z.object({
  phoneNumberId: z.string(),
  businessAccountId: z.string(),
  /** Our template → our language → the vendor's template; absent: the one of the usual name. */
  mapping: z
    .partialRecord(
      z.enum(MESSAGE_KEYS),
      z.partialRecord(z.enum(["es", "en", "pt"]), templateChoice),
    )
    .default({}),
  templates: z.array(syncedTemplate).default([]),
  syncedAt: z.iso.datetime().nullable().default(null),
  /** A demo's number: its messages go to the practice phone on this machine, and nowhere else. */
  practice: z.boolean().default(false),
});
export type WhatsappConfig = z.output<typeof whatsappConfig>;
