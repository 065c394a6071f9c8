import type { z } from "zod";
import { authSettings } from "@/server/modules/auth/settings";
import { signInSettings } from "@/server/modules/auth/sign-in-settings";
import { billingSettings } from "@/server/modules/billing/settings/schema";
import { ratesSettings } from "@/server/modules/catalog/settings/schema";
import { notificationSettings } from "@/server/modules/notifications/price-schema";
import { autopaySettings } from "@/server/modules/payments/cards/autopay-schema";
import { receivingSettings } from "@/server/modules/payments/receiving-schema";
import {
  selfServiceSettings,
  subscriptionSettings,
} from "@/server/modules/subscriptions/settings/schema";
import { panicSettings } from "@/server/panic/settings";
import {
  accessSettings,
  brandingSettings,
  calendarSettings,
  companySettings,
} from "./settings/schema";
import { payingSettings } from "./settings/paying-schema";

/** Every module that a tenant can set, with its schema; `schema.parse({})` are the defaults. */
export const settingsRegistry = {
  access: accessSettings,
  auth: authSettings,
  autopay: autopaySettings,
  billing: billingSettings,
  branding: brandingSettings,
  calendar: calendarSettings,
  company: companySettings,
  notifications: notificationSettings,
  panic: panicSettings,
  rates: ratesSettings,
  paying: payingSettings,
  receiving: receivingSettings,
  selfService: selfServiceSettings,
  signIn: signInSettings,
  subscriptions: subscriptionSettings,
} as const;

export type SettingsModule = keyof typeof settingsRegistry;
export type SettingsOf<M extends SettingsModule> = z.output<(typeof settingsRegistry)[M]>;

export const SETTINGS_MODULES = Object.keys(settingsRegistry) as [
  SettingsModule,
  ...SettingsModule[],
];
