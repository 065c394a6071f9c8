import type { Locale } from "@/server/tenancy/context";
import { en } from "./originals/en";
import { es } from "./originals/es";
import { pt } from "./originals/pt";
import { type Content, originalIn } from "./rules/content";
import type { TemplateChannel, TemplateKey } from "./rules/registry";

const originals = { es, en, pt };

/** The words in code of a template on a channel; no field is absent. */
export const originalContent = (
  key: TemplateKey,
  channel: TemplateChannel,
  locale: Locale,
): Content => originalIn(originals[locale], key, channel);
